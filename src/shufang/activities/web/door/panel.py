"""Signing in on the activity's page: how many, how well proven, and what was stated beside."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from shufang.activities.choices import Grade, Places, State
from shufang.activities.models import Activity
from shufang.activities.policy import may_change_activities_at
from shufang.activities.queries.signing_in.heads import DoorCount, heads_at
from shufang.activities.queries.signing_in.signs import signs_at
from shufang.activities.queries.signing_in.window import rules_of, window_of
from shufang.people.queries.account import account

WIDTH = 100  # of the bar, in its own units


def door_panel(request: HttpRequest, activity: Activity) -> dict[str, Any] | None:
    """Nothing for plans, and nothing for what a ledger brought without a single sign-in."""
    if activity.state not in (State.SCHEDULED, State.HELD):
        return None
    heads = heads_at(activity)
    touched = heads.households or heads.unconfirmed or heads.band_total
    if activity.import_run_id and not touched:
        return None
    if activity.state == State.HELD and activity.published_at is None and not touched:
        return None
    window, now = window_of(activity), timezone.now()
    stated = getattr(activity, "stated", None)
    return {
        "activity": activity,
        "heads": heads,
        "shares": _shares(heads),
        "signs": signs_at(activity) if touched else None,
        "stated": stated,
        "difference": _difference(heads, stated.sign_ins if stated else None),
        "now": activity.closed_at is None and window.opens <= now <= window.closes,
        "window": window,
        "drop_in": rules_of(activity).way == Places.OPEN,
        "may_run": may_change_activities_at(account(request), activity.site),
    }


def _shares(heads: DoorCount) -> list[dict[str, Any]]:
    """Grade, households, and its piece of the bar; grades nobody has are left out."""
    found, left = [], 0.0
    for grade in Grade:
        number = heads.grades[grade.value]
        if number:
            width = WIDTH * number / heads.households
            found.append(
                {"grade": grade.value, "label": grade.label, "number": number, "x": f"{left:.2f}",
                 "width": f"{width:.2f}", "percent": number / heads.households}
            )  # fmt: skip
            left += width
    return found


def _difference(heads: DoorCount, stated: int | None) -> int | None:
    """How many more households signed in than were stated; they are compared, never added."""
    return heads.households - stated if stated is not None and heads.households else None
