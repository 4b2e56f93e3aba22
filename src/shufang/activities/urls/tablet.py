"""A room's own tablet, at tablet/, and its administration at desk/tablets/."""

from django.urls import path

from shufang.activities.web import tablet, tablet_desk

app_name = "tablet"
urlpatterns = [
    path("tablet/", tablet.page, name="page"),
    path("tablet/pair/", tablet.pair_page, name="pair"),
    path("tablet/hello/", tablet.hello, name="hello"),
    path("tablet/contact/", tablet.contact, name="contact"),
    path("tablet/worker.js", tablet.worker, name="worker"),
    path("tablet/manifest.webmanifest", tablet.manifest, name="manifest"),
    path("tablet/words/<slug:language>.json", tablet.words, name="words"),
    path("desk/tablets/", tablet_desk.tablet_list, name="list"),
    path("desk/tablets/add/", tablet_desk.tablet_add, name="add"),
    path("desk/tablets/<int:pk>/", tablet_desk.tablet_device, name="device"),
    path("desk/tablets/<int:pk>/pair/", tablet_desk.tablet_pair, name="new_code"),
    path("desk/tablets/<int:pk>/rename/", tablet_desk.tablet_rename, name="rename"),
    path("desk/tablets/<int:pk>/revoke/", tablet_desk.tablet_revoke, name="revoke"),
    path("desk/tablets/entries/<int:pk>/settle/", tablet_desk.tablet_settle, name="settle"),
]
