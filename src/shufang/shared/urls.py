"""Addresses of `shared`."""

from django.urls import URLPattern, URLResolver, path

from shufang.shared.web import health, preferences, style

app_name = "shared"
urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", preferences.language, name="language"),
    path("large-text/", preferences.large_text, name="large_text"),
    path("desk/style/", style.style, name="style"),
    path("healthz", health.health, name="health"),
]
