"""Calendars, JSON and lists for other sites, at feeds/."""

from django.urls import URLPattern, URLResolver

app_name = "feeds"
urlpatterns: list[URLPattern | URLResolver] = []
