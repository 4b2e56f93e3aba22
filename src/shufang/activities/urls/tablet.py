"""A room's own tablet, at tablet/, and its administration at desk/tablets/."""

from django.urls import path

from shufang.activities.web.tablet import desk, room

app_name = "tablet"
urlpatterns = [
    path("tablet/", room.page, name="page"),
    path("tablet/pair/", room.pair_page, name="pair"),
    path("tablet/hello/", room.hello, name="hello"),
    path("tablet/contact/", room.contact, name="contact"),
    path("tablet/worker.js", room.worker, name="worker"),
    path("tablet/manifest.webmanifest", room.manifest, name="manifest"),
    path("tablet/words/<slug:language>.json", room.words, name="words"),
    path("desk/tablets/", desk.tablet_list, name="list"),
    path("desk/tablets/add/", desk.tablet_add, name="add"),
    path("desk/tablets/<int:pk>/", desk.tablet_device, name="device"),
    path("desk/tablets/<int:pk>/pair/", desk.tablet_pair, name="new_code"),
    path("desk/tablets/<int:pk>/rename/", desk.tablet_rename, name="rename"),
    path("desk/tablets/<int:pk>/revoke/", desk.tablet_revoke, name="revoke"),
    path("desk/tablets/entries/<int:pk>/settle/", desk.tablet_settle, name="settle"),
]
