"""The pulse survey: readers at survey/, staff at desk/surveys/."""

from django.urls import path

from shufang.surveys.web import pulse, staff

app_name = "surveys"
urlpatterns = [
    path("survey/<str:token>/", pulse.pulse, name="pulse"),
    path("survey/<str:token>/take-back/", pulse.take_back, name="take_back"),
    path("desk/surveys/<int:pk>/poster/", staff.poster, name="poster"),
    path("desk/surveys/words/<int:pk>/", staff.words, name="words"),
]
