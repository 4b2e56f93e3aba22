"""Addresses of `reports` below desk/reports/."""

from django.urls import path

from shufang.reports.web import editor, plans, posters, sheets, staff, templates
from shufang.reports.web import editor_parts as parts

app_name = "reports"
urlpatterns = [
    path("", staff.report_list, name="list"),
    path("templates/", templates.template_list, name="templates"),
    path("templates/<slug:style>.docx", templates.template_file, name="template_file"),
    path("templates/<slug:style>/replace/", templates.template_replace, name="template_replace"),
    path("templates/<slug:style>/restore/", templates.template_restore, name="template_restore"),
    path("posters/<int:pk>/<slug:size>/", posters.poster, name="poster"),
    path("plans/<int:pk>.docx", plans.activity_plan, name="activity_plan"),
    path("sheets/<int:pk>/sign-in.pdf", sheets.sign_in_sheet, name="sign_in_sheet"),
    path("begin/", staff.report_begin, name="begin"),
    path("<int:pk>/", staff.report_preview, name="preview"),
    path("<int:pk>/file.<str:file_format>", staff.report_file, name="file"),
    path("<int:pk>/discard/", staff.report_discard, name="discard"),
    path("<int:pk>/edit/", editor.edit, name="edit"),
    path("<int:pk>/edit/heading/", editor.edit_heading, name="edit_heading"),
    path("<int:pk>/edit/texts/", editor.edit_texts, name="edit_texts"),
    path("<int:pk>/edit/fill/", editor.fill_text, name="fill_text"),
    path("<int:pk>/edit/reset/<str:block>/", editor.reset_text, name="reset_text"),
    path("<int:pk>/edit/problems/", parts.edit_problems, name="edit_problems"),
    path("<int:pk>/edit/quotes/", parts.quote_add, name="quote_add"),
    path("<int:pk>/edit/voices/", parts.voice_take, name="voice_take"),
    path("<int:pk>/edit/photos/", parts.photo_take, name="photo_take"),
    path("<int:pk>/edit/quotes/<int:quote>/", parts.quote_remove, name="quote_remove"),
    path("<int:pk>/edit/pictures/", parts.picture_add, name="picture_add"),
    path("<int:pk>/edit/pictures/<int:picture>/", parts.picture_remove, name="picture_remove"),
    path("<int:pk>/seal/", editor.seal, name="seal"),
]
