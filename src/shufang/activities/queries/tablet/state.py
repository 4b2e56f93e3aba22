"""How a tablet is doing: what it brought, and what waits for a person."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from shufang.activities.models import Device, TabletEntry
from shufang.activities.queries.tablet.access import KEEPERS
from shufang.activities.queries.tablet.ruling import CONFLICT, COUNTED, REFUSED
from shufang.people.models import User
from shufang.people.policy import sites_of

QUIET = timedelta(minutes=15)  # an awake tablet speaks three times a minute
SLOW_CLOCK = 60_000  # milliseconds off, from which on staff are told


@dataclass(frozen=True)
class Health:
    """`state`: waiting (never paired), revoked, online, quiet."""

    state: str
    clock_seconds: int  # how much the tablet's clock is ahead of ours

    @property
    def clock_is_wrong(self) -> bool:
        return abs(self.clock_seconds) * 1000 >= SLOW_CLOCK


def health(device: Device) -> Health:
    """From the row alone."""
    if device.revoked_at:
        state = "revoked"
    elif not device.paired_at or not device.seen_at:
        state = "waiting"
    else:
        state = "online" if timezone.now() - device.seen_at < QUIET else "quiet"
    return Health(state, -round(device.offset_ms / 1000))


def tablets_of(user: User) -> QuerySet[Device]:
    """The tablets this person looks after, with how many entries came and how many wait."""
    rooms = sites_of(user, *KEEPERS)
    found = Device.objects.select_related("site").order_by("site__name", "name")
    if rooms is not None:
        found = found.filter(site__in=rooms)
    return found.annotate(
        counted=Count("entries", filter=Q(entries__outcome=COUNTED)),
        open_conflicts=Count("entries", filter=open_conflict("entries__")),
    )


def open_conflict(prefix: str = "") -> Q:
    """Doubtful, and nobody has looked yet."""
    return Q(**{f"{prefix}outcome": CONFLICT, f"{prefix}settled_at__isnull": True})


def conflicts_of(device: Device) -> QuerySet[TabletEntry]:
    """What a person has to look at: the open ones, oldest first."""
    return _entries(device).filter(open_conflict()).order_by("happened_at", "pk")


def settled_of(device: Device) -> QuerySet[TabletEntry]:
    return _entries(device).filter(outcome=CONFLICT, settled_at__isnull=False).order_by("-pk")


def refused_of(device: Device) -> QuerySet[TabletEntry]:
    return _entries(device).filter(outcome=REFUSED).order_by("-pk")


def counted_of(device: Device) -> QuerySet[TabletEntry]:
    return _entries(device).filter(outcome=COUNTED).order_by("-happened_at", "-pk")


def _entries(device: Device) -> QuerySet[TabletEntry]:
    return TabletEntry.objects.filter(device=device).select_related(
        "activity", "registration__household", "check_in", "first", "settled_by"
    )
