"""Signing in: phones and posters at door/, staff at desk/door/."""

from django.urls import URLPattern, URLResolver

app_name = "door"
urlpatterns: list[URLPattern | URLResolver] = []
