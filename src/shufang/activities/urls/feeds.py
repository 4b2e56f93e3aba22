"""Calendars, JSON and lists for other sites, at feeds/; what helps to promote, at desk/promote/."""

from django.urls import path

from shufang.activities.web import promoting
from shufang.activities.web.feeds import calendars, embedded_list

app_name = "feeds"
urlpatterns = [
    path("a/<int:pk>/", calendars.short, name="short"),
    path("feeds/all.ics", calendars.all_activities, name="all"),
    path("feeds/room/<slug:slug>.ics", calendars.of_room, name="room"),
    path("feeds/category/<int:pk>.ics", calendars.of_category, name="category"),
    path("feeds/activity/<int:pk>.ics", calendars.of_activity, name="activity"),
    path("feeds/family/<str:token>.ics", calendars.of_family, name="family"),
    path("feeds/all.json", calendars.as_json, name="json"),
    path("feeds/list/", embedded_list.embed, name="embed"),
    path("family/calendar/", promoting.own_calendar, name="mine"),
    path("desk/promote/", promoting.network_page, name="network"),
    path("desk/activities/<int:pk>/promote/", promoting.pack_page, name="packs"),
    path("desk/activities/<int:pk>/notices/", promoting.notice_page, name="notices"),
    path("desk/messages/reminders/", promoting.reminder_times, name="reminders"),
]
