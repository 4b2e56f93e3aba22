"""Registering: the readers' page of an activity, a registration's own page by its link, and staff
at desk/registrations/."""

from django.urls import path

from shufang.activities.web.join import desk, form, guest, manage
from shufang.shared import converters  # noqa: F401 - table_form

app_name = "join"
urlpatterns = [
    path("activities/<int:pk>/", form.activity, name="activity"),
    path("activities/<int:pk>/register/", form.register_here, name="register"),
    path("activities/<int:pk>/prove/", guest.prove, name="prove"),
    path("activities/<int:pk>/received/", guest.received, name="received"),
    path("activities/<int:pk>/watch/", form.watch_here, name="watch"),
    path("join/<str:token>/", manage.manage, name="manage"),
    path("join/<str:token>/cancel/", manage.cancel, name="cancel"),
    path("join/<str:token>/accept/", manage.accept, name="accept"),
    path("join/<str:token>/decline/", manage.decline, name="decline"),
    path("join/<str:token>/wait/", manage.go_on_waiting, name="wait_on"),
    path("join/<str:token>/change/", manage.change, name="change"),
    path("join/<str:token>/photo/", manage.photo, name="photo"),
    path("desk/registrations/<int:pk>/", desk.registrations, name="registrations"),
    path(
        "desk/registrations/<int:pk>/export.<table_form:file_format>",
        desk.export,
        name="export",
    ),
    path("desk/registrations/<int:pk>/add/", desk.add, name="add"),
    path("desk/registrations/one/<int:pk>/", desk.one, name="one"),
    path("desk/registrations/one/<int:pk>/cancel/", desk.cancel, name="staff_cancel"),
    path("desk/registrations/one/<int:pk>/give/", desk.give, name="give"),
]
