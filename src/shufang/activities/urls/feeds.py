"""Calendars, JSON and lists for other sites, at feeds/."""

from django.urls import path

from shufang.activities.web import feeds

app_name = "feeds"
urlpatterns = [
    path("a/<int:pk>/", feeds.short, name="short"),
]
