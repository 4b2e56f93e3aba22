"""Every address of the site, by app: readers at the root, staff under desk/."""

from django.urls import include, path

from shufang.config.api import addresses, versions

urlpatterns = [
    path("", include("shufang.activities.urls.join")),  # first found: hundreds ask in one second
    path("", include("shufang.portal.urls")),
    path("", include("shufang.people.urls")),
    path("", include("shufang.shared.urls")),
    path("desk/", include("shufang.insight.urls")),
    path("desk/activities/", include("shufang.activities.urls")),
    path("desk/circulation/", include("shufang.circulation.urls")),
    path("desk/places/", include("shufang.places.urls")),
    path("desk/import/", include("shufang.intake.urls")),
    path("desk/reports/", include("shufang.reports.urls")),
    path("", include("shufang.people.urls.family")),
    path("", include("shufang.people.urls.api_tokens")),
    path("", include("shufang.activities.urls.planning")),
    path("", include("shufang.activities.urls.draw")),
    path("", include("shufang.activities.urls.door")),
    path("", include("shufang.activities.urls.tablet")),
    path("", include("shufang.activities.urls.review")),
    path("", include("shufang.activities.urls.feeds")),
    path("", include("shufang.surveys.urls")),
    path("", include("shufang.outbox.urls")),
    path("api/", include((versions(), "programs"))),
    path("api/v1/", include((addresses(), "api"))),
]

handler400 = "shufang.config.api.bad_request"
handler403 = "shufang.shared.web.errors.forbidden"
handler404 = "shufang.config.api.not_found"
handler500 = "shufang.config.api.server_error"
