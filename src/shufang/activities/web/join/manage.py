"""A registration's own page, opened by its secret link: how it stands, and what can be done."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shufang.activities.actions.registering.cancel import (
    beside,
    cancel_registration,
    counts_as_late,
)
from shufang.activities.actions.registering.change_party import change_party
from shufang.activities.actions.registering.offers import (
    accept_offer,
    decline_offer,
    has_lapsed,
    wait_on,
)
from shufang.activities.actions.registering.say_photo import say_photo
from shufang.activities.choices import ALIVE, COUNTING_ON_IT, Counted, Stage
from shufang.activities.forms.registering import numbers, wish_of_change
from shufang.activities.models import Attendee, Registration
from shufang.activities.queries.no_shows import rules_text
from shufang.activities.queries.registering import queue, standing
from shufang.activities.queries.registering.access import registration_by_link
from shufang.activities.queries.registering.party import fits
from shufang.activities.queries.registering.rules import cancel_words, published_rules
from shufang.activities.web.join.memory import remember
from shufang.people.models import Child
from shufang.people.web.family.left import has_left
from shufang.people.web.family_session import guardian_of
from shufang.shared.audience import by_token
from shufang.shared.web.refusals import refusals_told

JUST_NOW = timedelta(minutes=5)


@by_token
@require_safe
def manage(request: HttpRequest, token: str) -> HttpResponse:
    found = registration_by_link(token)
    signed_out = found.household_id and has_left(request, found.household_id)
    if signed_out and not _is_family(request, found):
        messages.info(request, _("你家已经在这台设备上退出，登录后再看。"))
        return redirect("family:sign_in")
    response = _page(request, found)
    if found.household_id is None:
        remember(request, response, found.pk)
    return response


@by_token
@require_POST
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    return _do(request, token, lambda r: cancel_registration(registration=r, actor="family"),
               _("已经取消，名额让出来了。想来可以重新报名。"))  # fmt: skip


@by_token
@require_POST
def accept(request: HttpRequest, token: str) -> HttpResponse:
    keep = numbers(request.POST.getlist("keep"))
    adults = numbers([request.POST.get("adults", "")])
    return _do(
        request,
        token,
        lambda r: accept_offer(registration=r, keep=keep, adults=adults[0] if adults else None),
        _("名额是你们的了，到时见。"),
    )


@by_token
@require_POST
def decline(request: HttpRequest, token: str) -> HttpResponse:
    return _do(request, token, lambda r: decline_offer(registration=r),
               _("已经放弃，名额让出来了。谢谢你说一声。"))  # fmt: skip


@by_token
@require_POST
def go_on_waiting(request: HttpRequest, token: str) -> HttpResponse:
    return _do(request, token, lambda r: wait_on(registration=r),
               _("好，一家人一起等，号码不变。"))  # fmt: skip


@by_token
@require_POST
def change(request: HttpRequest, token: str) -> HttpResponse:
    def write(registration: Registration) -> None:
        people = list(registration.attendees.all())
        children = _children(registration, people, is_family=_is_family(request, registration))
        wish = wish_of_change(request.POST, children, people)
        change_party(registration=registration, party=wish)

    return _do(request, token, write, _("人数改好了。"))


@by_token
@require_POST
def photo(request: HttpRequest, token: str) -> HttpResponse:
    agreed = request.POST.get("photo") == "1"
    done = (
        _("记下了：可以拍到你们。") if agreed else _("记下了：拍照时避开，用过的从下一次起不再用。")
    )
    return _do(request, token, lambda r: say_photo(registration=r, agreed=agreed), done)


def _do(
    request: HttpRequest, token: str, deed: Callable[[Registration], object], done: str
) -> HttpResponse:
    with refusals_told(request):
        deed(registration_by_link(token))
        messages.success(request, done)
    return redirect("join:manage", token)


def _page(request: HttpRequest, found: Registration) -> HttpResponse:
    activity, now = found.activity, timezone.now()
    people = list(found.attendees.all())
    is_family = _is_family(request, found)
    may_change = found.stage in (Stage.APPLIED, Stage.WAITING, Stage.CONFIRMED)
    children = _children(found, people, is_family=is_family) if may_change else []
    context = {
        "place": "family" if is_family else "activities",
        "registration": found,
        "stage": Stage.EXPIRED.value if has_lapsed(found) else found.stage,
        "activity": activity,
        "rules": activity.rules,
        "people": people,
        "is_family": is_family,
        "guest": found.household_id is None,
        "fresh": now - found.made_at < JUST_NOW and found.stage in ALIVE,
        "position": queue.position(found) if found.stage == Stage.WAITING else None,
        "beside": beside(found),
        "late": counts_as_late(found),
        "said": published_rules(activity),
        "late_rules": rules_text(activity.rules),
        "cancel_by": cancel_words(activity.rules),
        "past": standing.standing(activity, now) in (standing.PAST, standing.CANCELLED),
        "may_cancel": found.stage in COUNTING_ON_IT,
        "may_change": may_change,
        "may_say_photo": found.stage not in (Stage.CANCELLED, Stage.EXPIRED),
        "choices": [(c, any(p.child_id == c.pk for p in people),
                     fits(activity, c.birth_year, c.birth_month)) for c in children],
        "adults": range(activity.rules.adults_least, activity.rules.adults_most + 1),
        "grown": _grown(found),
        "steps": found.steps.all(),
        "token": found.link_token,
    }  # fmt: skip
    return render(request, "activities/join/manage.html", context)


def _grown(found: Registration) -> int:
    """How many grown-ups come: as registered; where fewer places are offered, so many that a child
    has one too."""
    rules = found.activity.rules
    divided = found.stage == Stage.OFFERED and rules.counted == Counted.PERSON
    if found.offered is None or not divided:
        return found.adults
    return max(min(found.adults, found.offered - min(found.children, 1)), rules.adults_least)


def _is_family(request: HttpRequest, found: Registration) -> bool:
    guardian = guardian_of(request)
    return guardian is not None and guardian.household_id == found.household_id


def _children(found: Registration, people: list[Attendee], *, is_family: bool) -> list[Child]:
    """Who may come: all the family's children where it is signed in. A link is passed on, and a
    guest's may be somebody else's, so by the link alone only those of the party are known."""
    if found.household is None:
        return []
    children = found.household.children.filter(removed_at=None)
    if not is_family:
        children = children.filter(pk__in=[who.child_id for who in people if who.child_id])
    return list(children)
