"""A small room's own code: hung up once, it leads to whatever is on there now (grade C)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from shufang.activities.queries.promoting.links import full
from shufang.activities.queries.signing_in.access import room_to_run
from shufang.activities.queries.signing_in.at_room import next_at, signing_in_at, site_of_code
from shufang.activities.queries.signing_in.codes import poster_code, room_code
from shufang.activities.queries.signing_in.window import window_of
from shufang.people.queries.account import account
from shufang.shared.audience import audience, by_token
from shufang.shared.roles import Role
from shufang.shared.ui.qr import qr_svg


@by_token
@require_safe
def room(request: HttpRequest, code: str) -> HttpResponse:
    """One activity is on: straight to signing in. Several: which one? None: what comes next."""
    site, now = site_of_code(code), timezone.now()
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
    """The room's code, to print once and hang up."""
    site = room_to_run(account(request), pk)
    link = full(reverse("door:room", args=[room_code(site)]))
    return render(request, "activities/door/room_poster.html", {"site": site, "qr": qr_svg(link)})
