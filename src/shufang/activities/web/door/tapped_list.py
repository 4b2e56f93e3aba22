"""The list that staff and volunteers sign in from: what it shows, and one tap on it."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from shufang.activities.actions.signing_in.refusals import AlreadySignedInError
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.choices import Method, Places, State
from shufang.activities.forms.signing_in import KeyedHeadsForm
from shufang.activities.models import Activity, CheckIn, Pass, Registration
from shufang.activities.queries.signing_in.access import registration_at
from shufang.activities.queries.signing_in.heads import heads_at
from shufang.activities.queries.signing_in.roster import Row
from shufang.activities.queries.signing_in.window import rules_of, window_of
from shufang.people.models import Household, User


def list_context(activity: Activity, rows: list[Row]) -> dict[str, Any]:
    """What every page with this list shows."""
    rules, window, now = rules_of(activity), window_of(activity), timezone.now()
    return {
        "activity": activity,
        "rows": rows,
        "rules": rules,
        "window": window,
        "early": now < window.opens,
        "late": now > window.closes,
        "stopped": activity.state not in (State.SCHEDULED, State.HELD) or bool(activity.closed_at),
        "heads": heads_at(activity),
        "drop_in": rules.way == Places.OPEN,
        "free": None if rules.way == Places.OPEN else max(0, rules.places - rules.taken),
        "key": new_key(),
        "sign_in_url": reverse("door:sign_in", args=[activity.pk]),
        "list_url": reverse("door:desk", args=[activity.pk]),
    }


def new_key() -> str:
    """One for every form: sent twice, it has one effect."""
    return f"desk:{uuid.uuid4().hex}"


@dataclass(frozen=True)
class Tapped:
    """What came of a tap: a check-in, a problem in words, or both where somebody was faster."""

    registration: Registration | None
    check_in: CheckIn | None = None
    problem: str = ""


def tapped(
    request: HttpRequest,
    activity: Activity,
    *,
    method: Method = Method.STAFF_LIST,
    household: Household | None = None,
    user: User | None = None,
    helper: Pass | None = None,
) -> Tapped:
    """Sign in whom the sent form names: a registration, or somebody who walked in."""
    named = request.POST.get("registration", "")
    registration = registration_at(activity, named) if named else None
    form = KeyedHeadsForm(request.POST)
    if not form.is_valid():
        return Tapped(registration, problem=form.problem())
    said = form.cleaned_data
    try:
        check_in = sign_in(
            activity=activity,
            method=method,
            key=said["key"],
            adults=said["adults"],
            children=said["children"],
            registration=registration,
            household=household,
            name="" if registration or household else said["name"],
            first_time=said["first_time"],
            reason=said["reason"] if user else "",
            user=user,
            helper=helper,
        )
    except AlreadySignedInError as known:
        return Tapped(registration, known.check_in, known.messages[0])
    except ValidationError as refusal:
        return Tapped(registration, problem=refusal.messages[0])
    return Tapped(registration, check_in)


def line(
    request: HttpRequest, activity: Activity, row: Row, problem: str = "", **more: Any
) -> HttpResponse:
    """The line of the list anew, with the figures above it."""
    context = {**list_context(activity, [row]), "row": row, "problem": problem, "swap": True}
    return render(request, "activities/door/parts/line_and_progress.html", {**context, **more})
