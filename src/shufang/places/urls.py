"""Addresses of `places` below desk/places/."""

from django.urls import path

from shufang.places.web import network, rooms
from shufang.shared import converters  # noqa: F401 - table_form

app_name = "places"
urlpatterns = [
    path("", rooms.site_list, name="list"),
    path("export.<table_form:file_format>", rooms.site_export, name="export"),
    path("add/", rooms.site_add, name="add"),
    path("<int:pk>/", rooms.site_detail, name="detail"),
    path("<int:pk>/edit/", rooms.site_edit, name="edit"),
    path("<int:pk>/hours/", rooms.site_hours, name="hours"),
    path("<int:pk>/zones/add/", rooms.zone_add, name="zone_add"),
    path("zones/<int:pk>/", rooms.zone_edit, name="zone_edit"),
    path("zones/<int:pk>/remove/", rooms.zone_remove, name="zone_remove"),
    path("<int:pk>/close/", network.site_close, name="close"),
    path("closures/<int:pk>/lift/", network.closure_lift, name="lift"),
    path("network/", network.network, name="network"),
    path("network/close/", network.network_close, name="network_close"),
    path("towns/add/", network.town_edit, name="town_add"),
    path("towns/<int:pk>/", network.town_edit, name="town_edit"),
    path("organisations/add/", network.organisation_edit, name="organisation_add"),
    path("organisations/<int:pk>/", network.organisation_edit, name="organisation_edit"),
]
