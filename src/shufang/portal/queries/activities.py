"""Activities as readers look for them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Q, QuerySet
from django.utils import timezone

from shufang.activities.choices import State
from shufang.activities.models import Activity
from shufang.activities.queries.public import shown_to_readers
from shufang.shared.period import next_month

SOON = timedelta(days=7)
COMING, HELD = "coming", "held"  # which of the two lists


@dataclass(frozen=True)
class Asked:
    """What a reader asked for; every part may be left out."""

    words: str = ""
    category: int | None = None
    town: int | None = None
    site: int | None = None
    month: date | None = None  # any day of it

    @property
    def is_empty(self) -> bool:
        return self == Asked()


@dataclass(frozen=True)
class Month:
    """Activities of one month, under its heading."""

    first: date
    activities: list[Activity] = field(default_factory=list)


def public_activities(asked: Asked | None = None) -> QuerySet[Activity]:
    """What readers may see, without who leads it; rooms, categories and places left come along."""
    found = (
        Activity.objects.filter(shown_to_readers())
        .select_related("site__town", "category", "rules")
        .defer("leader", "note", "source")
    )
    asked = asked or Asked()
    if asked.words:
        found = found.filter(Q(title__icontains=asked.words) | Q(site__name__icontains=asked.words))
    if asked.category is not None:
        found = found.filter(category=asked.category)
    if asked.town is not None:
        found = found.filter(site__town=asked.town)
    if asked.site is not None:
        found = found.filter(site=asked.site)
    if asked.month is not None:
        first = asked.month.replace(day=1)
        found = found.filter(day__gte=first, day__lt=next_month(first))
    return found


def coming(found: QuerySet[Activity], today: date | None = None) -> QuerySet[Activity]:
    """What is not over, soonest first; cancelled ones stay, so that nobody comes in vain."""
    return found.exclude(_over(today)).order_by("day", "starts_at", "pk")


def held(found: QuerySet[Activity], today: date | None = None) -> QuerySet[Activity]:
    """What is over, latest first; what was cancelled did not happen."""
    return found.filter(_over(today), state=State.HELD).order_by("-day", "-starts_at", "-pk")


def usual(today: date) -> str:
    """What a reader comes for: what is planned, else what there was."""
    return COMING if coming(public_activities(), today).exists() else HELD


def _over(today: date | None) -> Q:
    """Without a known end, an activity goes on until its day does."""
    today = today or timezone.localdate()
    return Q(day__lt=today) | Q(day=today, ends_at__lte=timezone.now())


def by_month(activities: Iterable[Activity]) -> list[Month]:
    """The activities in their order, cut where the month changes."""
    return [
        Month(first, list(group))
        for first, group in groupby(activities, key=lambda activity: activity.day.replace(day=1))
    ]


def months(when: str) -> list[date]:
    """Months to choose from: of what is coming the soonest first, of what was held the latest."""
    if when == COMING:
        return list(coming(public_activities()).dates("day", "month"))
    return list(held(public_activities()).dates("day", "month", order="DESC"))
