"""Addresses of `insight` below desk/."""

from django.urls import path

from shufang.insight.web import staff

app_name = "insight"
urlpatterns = [
    path("", staff.dashboard, name="dashboard"),
    path("figures/rooms/", staff.rooms, name="rooms"),
    path("figures/months/", staff.months, name="months"),
    path("figures/loans/", staff.loans, name="loans"),
    path("figures/loans/<int:pk>/", staff.room_loans, name="room_loans"),
    path("figures/hot-cold/", staff.hot_cold_page, name="hot_cold"),
    path("figures/chart/<slug:name>/", staff.chart, name="chart"),
    path("figures/table/<slug:name>.<str:file_format>", staff.export, name="export"),
    path("figures/<str:code>/rows/", staff.rows, name="rows"),
    path("figures/<str:code>/rows.<str:file_format>", staff.rows_export, name="rows_export"),
]
