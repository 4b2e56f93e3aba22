"""A small room's own code: hung up once, it leads to whatever is on there now (grade C), until
staff renew it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shufang.activities.actions.signing_in.renew_room_code import renew_room_code
from shufang.activities.queries.promoting.links import full
from shufang.activities.queries.signing_in.access import room_to_run
from shufang.activities.queries.signing_in.at_room import (
    RenewedError,
    next_at,
    renewal_of,
    signing_in_at,
    site_of_code,
)
from shufang.activities.queries.signing_in.codes import poster_code, room_code
from shufang.activities.queries.signing_in.window import window_of
from shufang.people.queries.account import account
from shufang.shared.audience import audience, by_token
from shufang.shared.roles import Role
from shufang.shared.text import typed
from shufang.shared.ui.qr import qr_svg
from shufang.shared.web.refusals import refusals_told


@by_token
@require_safe
def room(request: HttpRequest, code: str) -> HttpResponse:
    """One activity is on: straight to signing in. Several: which one? None: what comes next."""
    try:
        site, now = site_of_code(code), timezone.now()
    except RenewedError:
        words = _(
            "这张签到码已经换了新的，不能再用。请扫书房里新贴的那张，或者问一下现场工作人员。"
        )
        context = {"words": words, "code": "renewed", "again": False}
        return render(request, "activities/door/refused.html", context, status=410)
    found = signing_in_at(site, now)
    if len(found) == 1:
        return redirect("door:scanned", poster_code(found[0]))
    coming = None if found else next_at(site, now)
    context = {
        "site": site,
        "choices": [(each, poster_code(each)) for each in found],
        "coming": coming,
        "opens": window_of(coming).opens if coming else None,
    }
    return render(request, "activities/door/room.html", context)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_safe
def room_poster(request: HttpRequest, pk: int) -> HttpResponse:
    """The room's code, to print and hang up until it is renewed."""
    site = room_to_run(account(request), pk)
    renewed = renewal_of(site)
    link = full(reverse("door:room", args=[room_code(site, renewed.number if renewed else 0)]))
    context = {"site": site, "qr": qr_svg(link), "renewed": renewed}
    return render(request, "activities/door/room_poster.html", context)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def room_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """A new code; the sheet that hangs there opens nothing any more."""
    user = account(request)
    site = room_to_run(user, pk)
    with refusals_told(request):
        renew_room_code(site=site, actor=user, reason=typed(request.POST.get("reason", ""), 300))
        messages.success(request, _("已换新码。请打印新的一张贴上，旧的扫了已经没用。"))
    return redirect("door:room_poster", pk)
