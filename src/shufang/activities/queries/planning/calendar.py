"""The calendar of all rooms: its events, and what waits for somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from shufang.activities.choices import AHEAD, UNAPPROVED, State
from shufang.activities.models import Activity, DayOff
from shufang.activities.policy import may_change_activities_at
from shufang.activities.queries.planning.days_off import name_of
from shufang.people.models import User
from shufang.people.policy import sites_of
from shufang.shared.roles import Role

LONGEST = timedelta(days=100)  # of one question


@dataclass(frozen=True)
class CalendarFilter:
    """What the reader of the calendar asked for; every part may be left out."""

    site: int | None = None
    town: int | None = None
    category: int | None = None
    state: str = ""


def activities_between(
    starts: datetime, ends: datetime, asked: CalendarFilter
) -> QuerySet[Activity]:
    """The activities that touch this time; those without a time of day by their day."""
    ends = min(ends, starts + LONGEST)
    days = (timezone.localdate(starts), timezone.localdate(ends))
    found = Activity.objects.filter(
        Q(starts_at__lt=ends, ends_at__gt=starts) | Q(ends_at=None, day__range=days)
    ).select_related("site", "zone", "category", "series")
    wanted = {
        "site": asked.site,
        "site__town": asked.town,
        "category": asked.category,
        "state": asked.state or None,
    }
    found = found.filter(**{key: value for key, value in wanted.items() if value is not None})
    if asked.state != State.CANCELLED:
        found = found.exclude(state=State.CANCELLED)
    return found.order_by("day", "starts_at", "pk")


def events(user: User, found: QuerySet[Activity]) -> list[dict[str, Any]]:
    """As FullCalendar takes them, in the colours of their categories."""
    return [_event(user, activity) for activity in found]


def _event(user: User, activity: Activity) -> dict[str, Any]:
    movable = activity.state in AHEAD and may_change_activities_at(user, activity.site)
    event: dict[str, Any] = {
        "id": str(activity.pk),
        "title": activity.title,
        "url": reverse("activities:detail", args=[activity.pk]),
        "className": f"ev ev-{activity.state}",
        "color": f"var(--cat-{activity.category.colour})",
        "contrastColor": "#fff",
        "editable": movable,
        "extendedProps": {
            "room": activity.site.name,
            "zone": activity.zone.name if activity.zone else "",
            "state": activity.get_state_display(),
            "published": activity.published_at is not None,
        },
    }
    if activity.starts_at is None:
        return event | {"start": activity.day.isoformat(), "allDay": True, "editable": False}
    event["start"] = timezone.localtime(activity.starts_at).isoformat()
    if activity.ends_at:
        event["end"] = timezone.localtime(activity.ends_at).isoformat()
    return event


def days_off_between(starts: datetime, ends: datetime) -> list[dict[str, Any]]:
    """Holidays and days worked instead, for the heads of the days."""
    days = (timezone.localdate(starts), timezone.localdate(ends))
    return [
        {"day": row.day.isoformat(), "name": name_of(row), "works": row.works}
        for row in DayOff.objects.filter(day__range=days)
    ]


def waiting(user: User) -> Mapping[str, int]:
    """What needs somebody: plans to approve, plans sent back, holds that end soon."""
    mine = sites_of(user, Role.OPERATOR, Role.SITE_STAFF)
    own = Activity.objects.filter(day__gte=timezone.localdate())
    if mine is not None:
        own = own.filter(site__in=mine)
    soon = timezone.now() + timedelta(days=3)
    return {
        "submitted": Activity.objects.filter(state=State.SUBMITTED).count(),
        "returned": own.filter(state=State.RETURNED).count(),
        "ending": own.filter(state__in=UNAPPROVED, hold_until__lt=soon).count(),
        "unpublished": own.filter(state=State.SCHEDULED, published_at=None).count(),
    }
