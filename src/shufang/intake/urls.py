"""Addresses of `intake`."""

from django.urls import URLPattern, URLResolver, path

from shufang.intake.web import deeds, pages, run

app_name = "intake"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.list_runs, name="list"),
    path("start/", pages.start, name="start"),
    path("templates/<slug:kind>.xlsx", pages.template, name="template"),
    path("<int:pk>/", run.run_page, name="run"),
    path("<int:pk>/progress/", run.run_progress, name="progress"),
    path("<int:pk>/refused.xlsx", run.run_refused, name="refused"),
    path("<int:pk>/answer/", deeds.answer, name="answer"),
    path("<int:pk>/ask-again/", deeds.ask_again, name="ask_again"),
    path("<int:pk>/columns/", deeds.columns, name="columns"),
    path("<int:pk>/look-again/", deeds.look_again, name="look_again"),
    path("<int:pk>/commit/", deeds.commit, name="commit"),
    path("<int:pk>/undo/", deeds.undo, name="undo"),
    path("<int:pk>/drop/", deeds.drop, name="drop"),
]
