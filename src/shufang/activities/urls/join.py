"""Registering: the readers' page of an activity, a registration's own page by its link, and staff
at desk/registrations/."""

from django.urls import path

from shufang.activities.web import join, join_guest, join_manage, join_staff
from shufang.shared import converters  # noqa: F401 - table_form

app_name = "join"
urlpatterns = [
    path("activities/<int:pk>/", join.activity, name="activity"),
    path("activities/<int:pk>/register/", join.register_here, name="register"),
    path("activities/<int:pk>/prove/", join_guest.prove, name="prove"),
    path("activities/<int:pk>/received/", join_guest.received, name="received"),
    path("activities/<int:pk>/watch/", join.watch_here, name="watch"),
    path("join/<str:token>/", join_manage.manage, name="manage"),
    path("join/<str:token>/cancel/", join_manage.cancel, name="cancel"),
    path("join/<str:token>/accept/", join_manage.accept, name="accept"),
    path("join/<str:token>/decline/", join_manage.decline, name="decline"),
    path("join/<str:token>/wait/", join_manage.go_on_waiting, name="wait_on"),
    path("join/<str:token>/change/", join_manage.change, name="change"),
    path("join/<str:token>/photo/", join_manage.photo, name="photo"),
    path("desk/registrations/<int:pk>/", join_staff.registrations, name="registrations"),
    path(
        "desk/registrations/<int:pk>/export.<table_form:file_format>",
        join_staff.export,
        name="export",
    ),
    path("desk/registrations/<int:pk>/add/", join_staff.add, name="add"),
    path("desk/registrations/one/<int:pk>/", join_staff.one, name="one"),
    path("desk/registrations/one/<int:pk>/cancel/", join_staff.cancel, name="staff_cancel"),
    path("desk/registrations/one/<int:pk>/give/", join_staff.give, name="give"),
]
