"""Signing in: phones and posters at door/, staff at desk/door/."""

from django.urls import URLPattern, URLResolver, path

from shufang.activities.web import (
    door_desk,
    door_help,
    door_paper,
    door_passes,
    door_phone,
    door_room,
    door_scan,
)

app_name = "door"
urlpatterns: list[URLPattern | URLResolver] = [
    path("door/done/<str:receipt>/", door_phone.receipt, name="receipt"),
    path("door/help/<str:token>/", door_help.helping, name="help"),
    path("door/help/<str:token>/sign-in/", door_help.help_sign_in, name="help_sign_in"),
    path("door/room/<str:code>/", door_room.room, name="room"),
    path("door/<str:code>/", door_phone.scanned, name="scanned"),
    path("desk/door/confirm/", door_paper.confirm_list, name="confirm"),
    path("desk/door/confirm/<int:pk>/", door_paper.confirm, name="confirm_one"),
    path("desk/door/check-in/<int:pk>/void/", door_desk.void, name="void"),
    path("desk/door/check-in/<int:pk>/leave/", door_desk.leave, name="leave"),
    path("desk/door/pass/<int:pk>/again/", door_passes.pass_reissue, name="pass_reissue"),
    path("desk/door/pass/<int:pk>/revoke/", door_passes.pass_revoke, name="pass_revoke"),
    path("desk/door/<int:pk>/", door_desk.desk, name="desk"),
    path("desk/door/<int:pk>/sign-in/", door_desk.desk_sign_in, name="sign_in"),
    path("desk/door/<int:pk>/heads/", door_desk.heads, name="heads"),
    path("desk/door/<int:pk>/scan/", door_scan.scan, name="scan"),
    path("desk/door/<int:pk>/paper/", door_paper.paper, name="paper"),
    path("desk/door/<int:pk>/passes/", door_passes.passes, name="passes"),
    path("desk/door/<int:pk>/poster/", door_passes.poster, name="poster"),
    path("desk/door/room/<int:pk>/poster/", door_room.room_poster, name="room_poster"),
]
