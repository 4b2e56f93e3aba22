"""Addresses of `circulation` below desk/circulation/."""

from django.urls import path

from shufang.circulation.web import staff

app_name = "circulation"
urlpatterns = [
    path("", staff.count_list, name="list"),
    path("export.<str:file_format>", staff.count_export, name="export"),
    path("add/", staff.count_add, name="add"),
    path("<int:pk>/", staff.count_detail, name="detail"),
    path("<str:counted>/<int:site>/<str:month>/", staff.count_rows, name="rows"),
]
