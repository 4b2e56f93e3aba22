"""Later entries that wait for a second person, list by list."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from shufang.activities.choices import Grade
from shufang.activities.models import Activity, CheckIn
from shufang.activities.policy import is_anothers, may_confirm_at
from shufang.people.models import User
from shufang.people.policy import sites_of
from shufang.shared.roles import Role


@dataclass(frozen=True)
class Sums:
    """What stands at the foot of a paper list."""

    households: int
    adults: int
    children: int

    @property
    def heads(self) -> int:
        return self.adults + self.children


@dataclass(frozen=True)
class EnteredLater:
    """The entries of one activity, each with whether this person may confirm it."""

    activity: Activity
    rows: list[tuple[CheckIn, bool]]
    sums: Sums

    @property
    def confirmable(self) -> list[int]:
        return [entry.pk for entry, may in self.rows if may]


def sums_of(came: Iterable[CheckIn]) -> Sums:
    found = list(came)
    return Sums(len(found), sum(c.adults for c in found), sum(c.children for c in found))


def activities_with_later_entries(user: User) -> list[int]:
    """Keys, the earliest day first."""
    return list(dict.fromkeys(later_entries(user).values_list("activity", flat=True)))


def entered_later(user: User, activities: Iterable[int]) -> list[EnteredLater]:
    """The lists of these activities as this person compares them with the paper."""
    shown = later_entries(user).filter(activity__in=activities)
    lists = (list(entries) for _pk, entries in groupby(shown, key=lambda each: each.activity_id))
    return [_list(user, entries) for entries in lists]


def _list(user: User, entries: list[CheckIn]) -> EnteredLater:
    activity = entries[0].activity
    may = may_confirm_at(user, activity.site)
    rows = [(entry, may and is_anothers(user, entry)) for entry in entries]
    return EnteredLater(activity, rows, sums_of(entries))


def later_entries(user: User) -> QuerySet[CheckIn]:
    """Those of the rooms this person answers for, activity by activity, as they were entered."""
    waiting = CheckIn.objects.filter(
        grade=Grade.D, confirmed_at__isnull=True, voided_at__isnull=True
    ).select_related("activity__site", "user")
    sites = sites_of(user, Role.LIBRARY, Role.OPERATOR, Role.SITE_STAFF)
    if sites is not None:
        waiting = waiting.filter(activity__site__in=sites)
    return waiting.order_by("activity__day", "activity", "recorded_at", "pk")
