"""Draws that anybody can recompute, and what follows for those who do not come."""

from django.urls import URLPattern, URLResolver, path

from shufang.activities.web import draw, no_shows

app_name = "draw"
urlpatterns: list[URLPattern | URLResolver] = [
    path("draw/recompute.py", draw.verifier, name="verifier"),
    path("draw/<int:pk>/", draw.show, name="show"),
    path("draw/<int:pk>/draw.json", draw.file, name="file"),
    path("desk/draw/<int:pk>/run/", draw.run, name="run"),
    path("desk/draw/<int:pk>/set-up/", draw.set_up, name="set_up"),
    path("desk/draw/<int:pk>/commit/", draw.commit, name="commit"),
    path("still-coming/<str:token>/", no_shows.still_coming, name="still_coming"),
    path("missed/<str:token>/", no_shows.missed, name="missed"),
    path("desk/no-shows/", no_shows.strikes, name="strikes"),
    path("desk/no-shows/<int:pk>/", no_shows.decide, name="decide"),
    path("desk/no-shows/rules/", no_shows.rules, name="rules"),
]
