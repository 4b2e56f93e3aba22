"""Whether a room or zone is free, why not, and what could be done instead.

An activity takes its place from the beginning of its setting up to the end of its clearing away.
Whoever writes asks this inside the transaction that holds the site (`shared.holding.hold`), so
that of two who ask at once one sees the other.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.choices import UNAPPROVED, State
from shufang.activities.models import Activity
from shufang.places.models import Closure, Site, Zone
from shufang.places.queries.network import closures_of
from shufang.places.queries.opening import LAST_MINUTE, closure_on, hours_on
from shufang.shared.days import moment_words, month_day, weekday

STEP = timedelta(minutes=15)


@dataclass(frozen=True)
class Slot:
    """A place and a time; without a zone, the whole room."""

    site: Site
    zone: Zone | None
    starts: datetime
    ends: datetime
    setup: int = 0
    teardown: int = 0
    beside: int | None = None  # the activity that is held together with it
    ignoring: frozenset[int] = frozenset()  # itself, and what moves together with it

    @property
    def taken_from(self) -> datetime:
        return self.starts - timedelta(minutes=self.setup)

    @property
    def taken_to(self) -> datetime:
        return self.ends + timedelta(minutes=self.teardown)

    @property
    def day(self) -> date:
        return timezone.localdate(self.starts)

    def at(self, starts: datetime) -> "Slot":
        """The same, beginning at another time."""
        return replace(self, starts=starts, ends=starts + (self.ends - self.starts))


@dataclass(frozen=True)
class Clash:
    """Why a slot can't be had; `other` is the activity in the way."""

    code: str  # "taken", "closed", "hours"
    text: str
    other: Activity | None = None


@dataclass(frozen=True)
class Choice:
    """A way out: another time, zone or day at which the slot is free."""

    kind: str  # "time", "zone", "day"
    slot: Slot

    @property
    def text(self) -> str:
        if self.kind == "zone":
            return _("改到“%(zone)s”，时间不变") % {"zone": self.slot.zone}
        when = {"time": clock(self.slot.starts), "day": day_text(self.slot.day)}
        if self.kind == "time":
            return _("当天改到 %(time)s") % when
        return _("改到%(day)s %(time)s") % when


def clock(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"


def day_text(day: date) -> str:
    """5月9日（周六）; 9 May (Sat)."""
    return _("%(day)s（%(weekday)s）") % {
        "day": month_day(day),
        "weekday": weekday(day),
    }


def clash(slot: Slot, *, others: Collection[Activity] | None = None) -> Clash | None:
    """What is in the way of this slot, or None. `others` spares the query where they are known."""
    return outside_hours(slot) or taken(slot, others=others)


def outside_hours(slot: Slot, closures: list[Closure] | None = None) -> Clash | None:
    """Refuses days on which the room is closed and times outside its hours.

    Setting up and clearing away may happen behind the closed door. A room that never published
    its hours has none to keep.
    """
    if closures is None:
        closures = closures_of(slot.site, min(slot.day, timezone.localdate()))
    closure = closure_on(closures, slot.day)
    if closure is not None:
        text = _("%(day)s %(site)s闭馆：%(notice)s。") % {
            "day": day_text(slot.day),
            "site": slot.site.name,
            "notice": closure.notice,
        }
        return Clash("closed", text)
    prefetch_related_objects([slot.site], "hours")  # many days and times are asked about one room
    hours = list(slot.site.hours.all())
    if not hours:
        return None
    starts, ends = timezone.localtime(slot.starts), timezone.localtime(slot.ends)
    spans = hours_on(hours, slot.day)
    same_day = ends.date() == starts.date()
    for opens, closes in spans:
        if opens <= starts.time() and same_day and (ends.time() <= closes or closes == LAST_MINUTE):
            return None
    if not spans:
        return Clash("hours", _("%(day)s是休息日，不开放。") % {"day": day_text(slot.day)})
    said = _("，").join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in spans)
    return Clash(
        "hours",
        _("%(day)s只开放 %(hours)s，活动要在这段时间里。")
        % {"day": day_text(slot.day), "hours": said},
    )


def taken(slot: Slot, *, others: Collection[Activity] | None = None) -> Clash | None:
    """The first activity that needs the same place at the same time."""
    for other in around(slot) if others is None else others:
        if other.pk in slot.ignoring or not _same_place(slot, other):
            continue
        if _from(other) < slot.taken_to and slot.taken_from < _to(other):
            return Clash("taken", _taken_text(other), other)
    return None


def around(slot: Slot, days: int = 1) -> list[Activity]:
    """The activities near this slot that keep their place in its room."""
    span = (slot.day - timedelta(days=1), slot.day + timedelta(days=days))
    found = Activity.objects.filter(keeping_a_place(), site=slot.site, day__range=span)
    return list(
        found.filter(starts_at__isnull=False).select_related("zone", "plan").order_by("starts_at")
    )


def keeping_a_place() -> Q:
    """Approved and running activities; plans for as long as their hold lasts."""
    return Q(state__in=(State.SCHEDULED, State.HELD)) | Q(
        state__in=UNAPPROVED, hold_until__gt=timezone.now()
    )


def choices(slot: Slot) -> list[Choice]:
    """Ways out, nearest first: later or earlier that day, other zones, the next free days."""
    found: list[Choice] = []
    others = around(slot, days=14)
    closures = closures_of(slot.site, min(slot.day, timezone.localdate()))

    def free(candidate: Slot) -> bool:
        if candidate.starts < timezone.now():
            return False
        return not (outside_hours(candidate, closures) or taken(candidate, others=others))

    found += [Choice("time", at) for at in _times_that_day(slot) if free(at)][:2]
    for zone in slot.site.zones.all():
        other = replace(slot, zone=zone)
        if zone != slot.zone and free(other):
            found.append(Choice("zone", other))
    days = (slot.at(slot.starts + timedelta(days=ahead)) for ahead in (7, *range(1, 15)))
    later = {at.day: at for at in days if free(at)}
    found += [Choice("day", at) for at in list(later.values())[:2]]
    return found


def _times_that_day(slot: Slot) -> Iterator[Slot]:
    """Every quarter of an hour of the day, the nearest to what was wanted first."""
    midnight = timezone.localtime(slot.starts).replace(hour=0, minute=0, second=0, microsecond=0)
    times = [midnight + STEP * n for n in range(28, 88)]  # 7:00 to 22:00
    for at in sorted(times, key=lambda at: (abs(at - slot.starts), at)):
        if at != slot.starts:
            yield slot.at(at)


def _same_place(slot: Slot, other: Activity) -> bool:
    """The same zone, or one of the two needs the whole room.

    What is held together shares a room, but not a zone.
    """
    if slot.zone is not None and other.zone_id is not None:
        return slot.zone.pk == other.zone_id
    together = slot.beside == other.pk or (other.beside_id and other.beside_id in slot.ignoring)
    return not together


def _from(other: Activity) -> datetime:
    assert other.starts_at is not None
    return other.starts_at - timedelta(minutes=other.setup_minutes)


def _to(other: Activity) -> datetime:
    assert other.starts_at is not None
    ends = other.ends_at or other.starts_at + timedelta(hours=1)
    return ends + timedelta(minutes=other.teardown_minutes)


def _taken_text(other: Activity) -> str:
    said = {
        "title": other.title,
        "zone": other.zone or "",
        "from": clock(_from(other)),
        "to": clock(_to(other)),
    }
    if other.zone is None:
        text = _("整间书房 %(from)s–%(to)s 已留给“%(title)s”（含布置和收拾）。") % said
    else:
        text = _("“%(zone)s” %(from)s–%(to)s 已留给“%(title)s”（含布置和收拾）。") % said
    if other.state in UNAPPROVED and other.hold_until:
        text += _("它还没有批准：策划人 %(who)s，区域留到 %(until)s。") % {
            "who": getattr(getattr(other, "plan", None), "made_by", "") or "—",
            "until": moment_words(other.hold_until),
        }
    return text
