"""Addresses of `circulation` below desk/circulation/."""

from django.urls import path

from shufang.circulation.web import staff
from shufang.shared import converters  # noqa: F401 - table_form

app_name = "circulation"
urlpatterns = [
    path("", staff.count_list, name="list"),
    path("export.<table_form:file_format>", staff.count_export, name="export"),
    path("add/", staff.count_add, name="add"),
    path("<int:pk>/", staff.count_detail, name="detail"),
    path("<int:pk>/remove/", staff.count_remove, name="remove"),
    path("<str:counted>/<int:site>/<str:month>/", staff.count_rows, name="rows"),
    path(
        "<str:counted>/<int:site>/<str:month>/export.<table_form:file_format>",
        staff.count_rows_export,
        name="rows_export",
    ),
]
