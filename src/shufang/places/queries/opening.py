"""Whether a site is open: now, on a day, over a week, and when that changes next.

Works on rows already fetched (`Site.hours`, the closures of the site and of the whole network),
so that a list of rooms costs no more queries than one room. All times are the network's own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shufang.places.choices import Weekday
from shufang.places.models import Closure, Hours
from shufang.shared.days import month_day, weekday

# A room that never locks is entered as 00:00-23:59, for no time of day is later than that.
LAST_MINUTE = time(23, 59)
HORIZON = timedelta(days=60)  # a closure longer than this has no known end for a reader


class State(Enum):
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"  # nobody has entered opening hours


@dataclass(frozen=True)
class Opening:
    """What is true at `now`, until `change` (none: no change in sight)."""

    state: State
    now: datetime
    change: datetime | None = None
    closure: Closure | None = None

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN

    @property
    def text(self) -> str:
        """In a few words: 开到 21:00, 14:00 开, 明天 08:30 开, 闭馆."""
        if self.state is State.UNKNOWN:
            return _("开放时间待公布")
        if self.is_open:
            if self.change is None:
                return _("全天开放")
            return _("开到 %(when)s") % {"when": self._when(closing=True)}
        if self.change is None:
            return _("暂不开放")
        return _("%(when)s 开") % {"when": self._when()}

    def _when(self, *, closing: bool = False) -> str:
        assert self.change is not None
        at = self.change
        if closing and at.time() == time(0):  # the end of a day is said as 24:00 of that day
            day, clock = at.date() - timedelta(days=1), "24:00"
        else:
            day, clock = at.date(), f"{at:%H:%M}"
        ahead = (day - self.now.date()).days
        if ahead == 0:
            return clock
        if ahead == 1:
            return _("明天 %(time)s") % {"time": clock}
        if ahead < 7:
            return f"{weekday(day)} {clock}"
        return f"{month_day(day)} {clock}"


@dataclass(frozen=True)
class Day:
    """One day of a week's table: its spans, or the closure that empties it."""

    day: date
    spans: tuple[tuple[time, time], ...]
    closure: Closure | None
    is_today: bool

    @property
    def name(self) -> str:
        return weekday(self.day)

    @property
    def text(self) -> str:
        """08:30–12:00，14:00–21:00; 全天开放; 休息."""
        if self.closure is not None:
            return pgettext("day", "闭馆")
        if not self.spans:
            return _("休息")
        if self.spans == ((time(0), LAST_MINUTE),):
            return _("全天开放")
        return _("，").join(f"{a:%H:%M}–{_clock(b)}" for a, b in self.spans)


def opening(
    hours: Iterable[Hours], closures: Iterable[Closure], now: datetime | None = None
) -> Opening:
    """Open or not at `now`, and when that changes next, closures included."""
    moment = timezone.localtime(now)
    hours, closures = list(hours), list(closures)
    closure = closure_on(closures, moment.date())
    if not hours:
        return Opening(State.UNKNOWN, moment, closure=closure)
    for opens, closes in _spans(hours, closures, moment):
        if opens <= moment < closes:
            endless = closes - moment > HORIZON - timedelta(days=2)
            return Opening(State.OPEN, moment, None if endless else closes)
        if moment < opens:
            return Opening(State.CLOSED, moment, opens, closure)
    return Opening(State.CLOSED, moment, None, closure)


def week(
    hours: Iterable[Hours], closures: Iterable[Closure], today: date | None = None
) -> list[Day]:
    """Today and the six days after it."""
    first = today or timezone.localdate()
    hours, closures = list(hours), list(closures)
    days = [first + timedelta(days=ahead) for ahead in range(7)]
    return [
        Day(day, tuple(hours_on(hours, day)), closure_on(closures, day), day == first)
        for day in days
    ]


def hours_on(hours: Iterable[Hours], day: date) -> list[tuple[time, time]]:
    """The spans of the day's weekday in order, closures not considered."""
    return sorted((h.opens, h.closes) for h in hours if h.weekday == day.weekday())


def closure_on(closures: Iterable[Closure], day: date) -> Closure | None:
    """The closure that holds this day; the room's own before the network's."""
    holding = [c for c in closures if c.first_day <= day <= c.last_day]
    return min(holding, key=lambda c: (c.site_id is None, c.first_day), default=None)


def hours_text(hours: Iterable[Hours]) -> str:
    """The week in one line: 每天 08:30–21:00; 周一至周五 08:30–21:00，周六、周日 09:00–17:00."""
    hours = list(hours)
    if not hours:
        return ""
    texts = [_day_text(hours_on_weekday(hours, weekday)) for weekday in Weekday]
    if len(set(texts)) == 1:
        return texts[0] if texts[0] == _("全天开放") else _("每天 %(hours)s") % {"hours": texts[0]}
    runs: list[tuple[int, int]] = []
    for number, text in enumerate(texts):
        if runs and texts[runs[-1][0]] == text:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return _("，").join(f"{_run_name(a, b)} {texts[a]}" for a, b in runs)


def hours_on_weekday(hours: Iterable[Hours], weekday: int) -> list[tuple[time, time]]:
    return sorted((h.opens, h.closes) for h in hours if h.weekday == weekday)


def _spans(
    hours: Sequence[Hours], closures: Sequence[Closure], moment: datetime
) -> list[tuple[datetime, datetime]]:
    """Open spans from the day before on, those that touch at midnight joined."""
    spans: list[tuple[datetime, datetime]] = []
    zone = moment.tzinfo
    first = moment.date() - timedelta(days=1)
    for ahead in range(HORIZON.days + 1):
        day = first + timedelta(days=ahead)
        if closure_on(closures, day) is not None:
            continue
        for opens, closes in hours_on(hours, day):
            start = datetime.combine(day, opens, zone)
            end = datetime.combine(day, closes, zone)
            if closes == LAST_MINUTE:
                end = datetime.combine(day + timedelta(days=1), time(0), zone)
            if spans and start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
            else:
                spans.append((start, end))
    return spans


def _day_text(spans: Sequence[tuple[time, time]]) -> str:
    return Day(date.min, tuple(spans), None, is_today=False).text


def _run_name(first: int, last: int) -> str:
    if first == last:
        return str(Weekday(first).label)
    names = {"first": Weekday(first).label, "last": Weekday(last).label}
    if last == first + 1:
        return _("%(first)s、%(last)s") % names
    return _("%(first)s至%(last)s") % names


def _clock(closes: time) -> str:
    return "24:00" if closes == LAST_MINUTE else f"{closes:%H:%M}"
