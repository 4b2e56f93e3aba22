"""Rooms as readers see them: with their state of opening and today's activities."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils import timezone

from shufang.activities.choices import State
from shufang.activities.models import Activity
from shufang.activities.queries.public import shown_to_readers
from shufang.places.models import Site
from shufang.places.queries.network import closures_by_site, open_sites
from shufang.places.queries.opening import Opening, opening


@dataclass(frozen=True)
class Room:
    """One room on a list."""

    site: Site
    now: Opening
    today: int  # activities today

    @property
    def has_place(self) -> bool:
        return self.site.longitude is not None and self.site.latitude is not None


def rooms(*, town: int | None = None, now: datetime | None = None) -> list[Room]:
    """All rooms in use, open ones first, then by town and name; four queries for any number."""
    moment = now or timezone.now()
    day = timezone.localdate(moment)
    closures = closures_by_site(day)
    everywhere = closures.get(None, [])
    today = dict(
        Activity.objects.filter(shown_to_readers(), day=day)
        .exclude(state=State.CANCELLED)
        .order_by()
        .values_list("site")
        .annotate(Count("pk"))
    )
    found = open_sites().order_by("town__name", "name")
    if town is not None:
        found = found.filter(town=town)
    listed = [
        Room(
            site,
            opening(site.hours.all(), [*closures.get(site.pk, []), *everywhere], moment),
            today.get(site.pk, 0),
        )
        for site in found
    ]
    return sorted(listed, key=lambda room: not room.now.is_open)


def open_now(found: Iterable[Room]) -> list[Room]:
    """Those that a reader can walk into."""
    return [room for room in found if room.now.is_open]
