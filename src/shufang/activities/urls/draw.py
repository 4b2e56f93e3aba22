"""Draws that anybody can recompute, and what follows for those who do not come."""

from django.urls import URLPattern, URLResolver

app_name = "draw"
urlpatterns: list[URLPattern | URLResolver] = []
