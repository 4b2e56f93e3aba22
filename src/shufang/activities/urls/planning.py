"""Planning, below desk/planning/: calendar, plans, series, templates, approval."""

from django.urls import URLPattern, URLResolver

app_name = "planning"
urlpatterns: list[URLPattern | URLResolver] = []
