"""Signing in: phones and posters at door/, staff at desk/door/."""

from django.urls import URLPattern, URLResolver, path

from shufang.activities.web.door import desk, helper, paper, passes, phone, room, scan

app_name = "door"
urlpatterns: list[URLPattern | URLResolver] = [
    path("door/done/<str:receipt>/", phone.receipt, name="receipt"),
    path("door/help/<str:token>/", helper.helping, name="help"),
    path("door/help/<str:token>/sign-in/", helper.help_sign_in, name="help_sign_in"),
    path("door/room/<str:code>/", room.room, name="room"),
    path("door/<str:code>/", phone.scanned, name="scanned"),
    path("desk/door/confirm/", paper.confirm_list, name="confirm"),
    path("desk/door/confirm/several/", paper.confirm_several, name="confirm_several"),
    path("desk/door/confirm/<int:pk>/", paper.confirm, name="confirm_one"),
    path("desk/door/check-in/<int:pk>/void/", desk.void, name="void"),
    path("desk/door/check-in/<int:pk>/leave/", desk.leave, name="leave"),
    path("desk/door/pass/<int:pk>/again/", passes.pass_reissue, name="pass_reissue"),
    path("desk/door/pass/<int:pk>/revoke/", passes.pass_revoke, name="pass_revoke"),
    path("desk/door/<int:pk>/", desk.desk, name="desk"),
    path("desk/door/<int:pk>/sign-in/", desk.desk_sign_in, name="sign_in"),
    path("desk/door/<int:pk>/heads/", desk.heads, name="heads"),
    path("desk/door/<int:pk>/scan/", scan.scan, name="scan"),
    path("desk/door/<int:pk>/paper/", paper.paper, name="paper"),
    path("desk/door/<int:pk>/passes/", passes.passes, name="passes"),
    path("desk/door/<int:pk>/poster/", passes.poster, name="poster"),
    path("desk/door/room/<int:pk>/poster/", room.room_poster, name="room_poster"),
    path("desk/door/room/<int:pk>/renew/", room.room_renew, name="room_renew"),
]
