"""The pulse survey: readers at survey/, staff at desk/surveys/."""

from django.urls import URLPattern, URLResolver

app_name = "surveys"
urlpatterns: list[URLPattern | URLResolver] = []
