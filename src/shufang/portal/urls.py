"""Addresses of `portal`: readers' pages at the root of the site."""

from django.urls import path

from shufang.portal.web import family_home, reader, rooms
from shufang.portal.web import help as help_pages

app_name = "portal"
urlpatterns = [
    path("", reader.home, name="home"),
    path("activities/", reader.activity_list, name="activities"),
    path("rooms/", rooms.room_list, name="rooms"),
    path("rooms/<slug:slug>/", rooms.room, name="room"),
    path("family/", family_home.home, name="family"),
    path("search/", reader.search_page, name="search"),
    path("help/", help_pages.index, name="help"),
    path("help/<slug:topic>/", help_pages.topic, name="help_topic"),
]
