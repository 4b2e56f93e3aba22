"""Addresses of `activities` below desk/activities/."""

from django.urls import path

from shufang.activities.web import categories, media, staff
from shufang.shared import converters  # noqa: F401 - table_form

app_name = "activities"
urlpatterns = [
    path("", staff.activity_list, name="list"),
    path("export.<table_form:file_format>", staff.activity_export, name="export"),
    path("add/", staff.activity_add, name="add"),
    path("<int:pk>/", staff.activity_detail, name="detail"),
    path("<int:pk>/correct/", staff.activity_correct, name="correct"),
    path("<int:pk>/cancel/", staff.activity_cancel, name="cancel"),
    path("<int:pk>/restore/", staff.activity_restore, name="restore"),
    path("<int:pk>/media/", media.media_record, name="media_record"),
    path("media/", media.media_list, name="media"),
    path("media/export.<table_form:file_format>", media.media_export, name="media_export"),
    path("media/<int:pk>/", media.media_correct, name="media_correct"),
    path("media/<int:pk>/remove/", media.media_remove, name="media_remove"),
    path("categories/", categories.category_list, name="categories"),
    path(
        "categories/export.<table_form:file_format>",
        categories.category_export,
        name="category_export",
    ),
    path("categories/add/", categories.category_edit, name="category_add"),
    path("categories/<int:pk>/", categories.category_edit, name="category_edit"),
]
