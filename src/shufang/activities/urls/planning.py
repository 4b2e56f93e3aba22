"""Planning, below desk/planning/: calendar, plans, series, templates, approval."""

from django.urls import include, path

from shufang.activities.web.planning import calendar, days_off, page, plan, series, steps, templates

app_name = "planning"
below = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/events/", calendar.calendar_events, name="events"),
    path("new/", plan.plan_new, name="new"),
    path("<int:pk>/", page.plan_page, name="plan"),
    path("<int:pk>/edit/", plan.plan_edit, name="edit"),
    path("<int:pk>/move/", calendar.plan_move, name="move"),
    path("<int:pk>/submit/", steps.plan_submit, name="submit"),
    path("<int:pk>/approve/", steps.plan_approve, name="approve"),
    path("<int:pk>/return/", steps.plan_return, name="return"),
    path("<int:pk>/comment/", steps.plan_comment, name="comment"),
    path("<int:pk>/publish/", steps.plan_publish, name="publish"),
    path("<int:pk>/unpublish/", steps.plan_unpublish, name="unpublish"),
    path("<int:pk>/cancel/", steps.plan_cancel, name="cancel"),
    path("<int:pk>/restore/", steps.plan_restore, name="restore"),
    path("<int:pk>/renew/", steps.plan_renew, name="renew"),
    path("<int:pk>/template/", steps.plan_keep, name="keep"),
    path("series/<int:pk>/", series.series_page, name="series"),
    path("series/<int:pk>/add/", series.series_add, name="series_add"),
    path("series/<int:pk>/extend/", series.series_extend, name="series_extend"),
    path("templates/", templates.template_list, name="templates"),
    path("templates/<int:pk>/", templates.template_edit, name="template_edit"),
    path("days-off/", days_off.days_off, name="days_off"),
    path("days-off/add/", days_off.day_off_edit, name="day_off_add"),
    path("days-off/<int:pk>/", days_off.day_off_edit, name="day_off_edit"),
    path("days-off/<int:pk>/remove/", days_off.day_off_remove, name="day_off_remove"),
    path("terms/add/", days_off.term_edit, name="term_add"),
    path("terms/<int:pk>/", days_off.term_edit, name="term_edit"),
    path("terms/<int:pk>/remove/", days_off.term_remove, name="term_remove"),
]
urlpatterns = [path("desk/planning/", include(below))]
