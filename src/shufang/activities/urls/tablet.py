"""A room's own tablet, at tablet/, and its administration at desk/tablets/."""

from django.urls import URLPattern, URLResolver

app_name = "tablet"
urlpatterns: list[URLPattern | URLResolver] = []
