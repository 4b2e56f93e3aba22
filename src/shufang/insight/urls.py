"""Addresses of `insight` below desk/."""

from django.urls import path

from shufang.insight.web import downloads, rows, staff
from shufang.shared import converters  # noqa: F401 - table_form

app_name = "insight"
urlpatterns = [
    path("", staff.dashboard, name="dashboard"),
    path("figures/months/", staff.months, name="months"),
    path("figures/categories/", staff.categories, name="categories"),
    path("figures/rooms/", staff.rooms, name="rooms"),
    path("figures/loans/", staff.loans, name="loans"),
    path("figures/loans/<int:pk>/", staff.room_loans, name="room_loans"),
    path("figures/hot-cold/", staff.hot_cold_page, name="hot_cold"),
    path("figures/chart/<slug:name>/", staff.chart, name="chart"),
    path("figures/table/<slug:name>.<table_form:file_format>", downloads.export, name="export"),
    path("figures/<str:code>/rows/", rows.rows, name="rows"),
    path(
        "figures/<str:code>/rows.<table_form:file_format>",
        downloads.rows_export,
        name="rows_export",
    ),
    path("figures/<str:code>/by/<str:dimension>/", rows.by, name="by"),
    path(
        "figures/<str:code>/by/<str:dimension>.<table_form:file_format>",
        downloads.by_export,
        name="by_export",
    ),
]
