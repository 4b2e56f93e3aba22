"""What staff see of the survey: results of an activity, the poster, words before print."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shufang.activities.models import Activity
from shufang.activities.policy import may_change_activities_at
from shufang.activities.queries.access import activity_for
from shufang.activities.queries.promoting.links import full
from shufang.people.queries.account import account
from shufang.shared.audience import audience, staff
from shufang.shared.roles import Role
from shufang.shared.ui.qr import qr_svg
from shufang.shared.web.refusals import refusals_told
from shufang.surveys.actions.read_words import read_words
from shufang.surveys.choices import FEWEST
from shufang.surveys.measures import satisfaction_words
from shufang.surveys.queries.access import words_to_read
from shufang.surveys.queries.results import results
from shufang.surveys.queries.tickets import poster_token
from shufang.surveys.queries.window import why_not


def pulse_panel(request: HttpRequest, activity: Activity) -> dict[str, Any] | None:
    """On the activity's page once somebody may answer, or has."""
    found = results(activity)
    if not found.answers and why_not(activity):
        return None
    return {
        "activity": activity,
        "results": found,
        "fewest": FEWEST,
        "counted": satisfaction_words(),
        "may_change": may_change_activities_at(account(request), activity.site),
    }


@staff
@require_safe
def poster(request: HttpRequest, pk: int) -> HttpResponse:
    """For the room's wall: a code that any phone scans, one answer a browser."""
    activity = activity_for(account(request), pk)
    link = full(reverse("surveys:pulse", args=[poster_token(activity)]))
    context = {"activity": activity, "qr": qr_svg(link)}
    return render(request, "surveys/poster.html", context)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass a reader's words for print, or keep them back."""
    answer = words_to_read(account(request), pk)
    printable = request.POST.get("printable") == "1"
    with refusals_told(request):
        read_words(actor=account(request), answer=answer, printable=printable)
        said = _("这段话可以印了。") if printable else _("这段话不会印出来。")
        messages.success(request, said)
    return redirect(reverse("activities:detail", args=[answer.activity_id]) + "#pulse")
