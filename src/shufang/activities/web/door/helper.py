"""A volunteer signs families in, without an account: one activity, until an hour, one phone."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST

from shufang.activities.actions.signing_in.passes import claim_pass, is_good
from shufang.activities.models import Pass
from shufang.activities.queries.signing_in.access import pass_of_token
from shufang.activities.queries.signing_in.roster import households_on, roster, row_of
from shufang.activities.web.door.tapped_list import line, list_context, tapped
from shufang.people.actions.note_family_access import note_family_access
from shufang.shared.audience import by_token

SESSION = "door_pass"


@by_token
@require_http_methods(["GET", "HEAD", "POST"])
def helping(request: HttpRequest, token: str) -> HttpResponse:
    """The list of one activity, searched by POST; a button that takes the pass; or why there is
    none.

    Opening a link takes nothing: messengers look at links before people do.
    """
    given = pass_of_token(token)
    if request.method == "POST" and is_good(given) and not _is_mine(request, given):
        try:
            claim_pass(given=given)
            assert given.used_at is not None
            request.session[SESSION] = [given.pk, given.used_at.isoformat()]
            if given.made_by is not None:  # who answers for it; a volunteer has no account
                households = households_on(roster(given.activity))
                note_family_access(given.made_by, households, gettext_noop("志愿者的签到名单"))
            return redirect("door:help", token)
        except ValidationError:
            given.refresh_from_db()
    if not is_good(given):
        return _closed(request, _("这个授权已经结束。谢谢你的帮忙！"))
    if _is_mine(request, given):
        return _list(request, given, token)
    if given.used_at is not None:
        return _closed(request, _("这个链接已在另一部手机上使用。请工作人员重新发一个码。"))
    return render(request, "activities/door/help_start.html", {"given": given})


def _is_mine(request: HttpRequest, given: Pass) -> bool:
    """Whether this very phone took the pass; a pass issued anew was taken by nobody yet."""
    held = request.session.get(SESSION)
    return given.used_at is not None and held == [given.pk, given.used_at.isoformat()]


def _closed(request: HttpRequest, words: str) -> HttpResponse:
    return render(request, "activities/door/help_over.html", {"words": words}, status=410)


def _list(request: HttpRequest, given: Pass, token: str) -> HttpResponse:
    """The list; what is searched for, a name, is sent in the body and stands in no address."""
    search = request.POST.get("q", "")
    context = {
        **list_context(given.activity, roster(given.activity, search)),
        **_of_helper(token),
        "given": given,
        "search": search,
    }
    name = "parts/roster.html" if request.htmx else "help.html"  # type: ignore[attr-defined]
    return render(request, f"activities/door/{name}", context)


def _of_helper(token: str) -> dict[str, Any]:
    """What a volunteer's list has of its own: what is late stays with the staff."""
    return {
        "helper": True,
        "late": False,
        "sign_in_url": reverse("door:help_sign_in", args=[token]),
        "list_url": reverse("door:help", args=[token]),
    }


@by_token
@require_POST
def help_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """One family of this activity, by the phone that holds the pass."""
    given = pass_of_token(token)
    if not is_good(given) or not _is_mine(request, given):
        return _closed(request, _("这个授权已经结束。谢谢你的帮忙！"))
    activity = given.activity
    done = tapped(request, activity, helper=given)
    if request.htmx and done.registration:  # type: ignore[attr-defined]
        done.registration.refresh_from_db()
        row = row_of(done.registration, done.check_in)
        return line(request, activity, row, done.problem, **_of_helper(token))
    if done.problem:
        messages.warning(request, done.problem)
    else:
        messages.success(request, _("已签到。"))
    return redirect("door:help", token)
