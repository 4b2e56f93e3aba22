"""This date, this and the later ones, or all of its series: which a change reaches."""

from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from shufang.activities.actions.planning.refusals import named
from shufang.activities.choices import AHEAD
from shufang.activities.models import Activity

ONE, LATER, ALL = "one", "later", "all"
SCOPES = (ONE, LATER, ALL)


def changeable(
    activity: Activity,
    scope: str,
    sites: frozenset[int] | None = None,
    states: Iterable[str] = AHEAD,
) -> list[Activity]:
    """The dates that a change of this scope reaches, the earliest first. A date of the series may
    have moved to another room: whoever answers for some `sites` changes nothing elsewhere."""
    if scope == ONE or activity.series is None:
        return [activity]
    found = activity.series.dates.filter(
        state__in=states, check_ins=None, head_counts=None, starts_at__gt=timezone.now()
    )
    if sites is not None:
        found = found.filter(site__in=sites)
    if scope == LATER:
        found = found.filter(day__gte=activity.day)
    rest = found.exclude(pk=activity.pk).select_related("site", "zone", "category", "series")
    return sorted([activity, *rest], key=lambda each: (each.day, each.pk))


def for_each_date(
    activity: Activity,
    scope: str,
    may: Iterable[str],
    do: Callable[[Activity], None],
    *,
    sites: frozenset[int] | None = None,
) -> int:
    """Do something to the dates of the scope that are in one of these states and, where `sites`
    are named, at one of these rooms; gives how many.

    All or none: the first refusal takes everything back, named with its day.
    """
    states = set(may)
    done = 0
    with transaction.atomic():
        for each in changeable(activity, scope, sites, states):
            if each.state not in states:
                continue
            try:
                do(each)
            except ValidationError as refusal:
                if scope == ONE:
                    raise
                raise named(each.day, refusal) from refusal
            done += 1
    return done
