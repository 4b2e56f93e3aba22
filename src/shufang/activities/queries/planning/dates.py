"""The dates of a series: by rule, without days off, each with what is in its way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _

from shufang.activities.models import DayOff
from shufang.activities.queries.planning.days_off import name_of
from shufang.activities.queries.planning.terms import outside_season
from shufang.places.choices import Weekday

MOST = 120  # dates of one series
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Repeat:
    """What a person chose: how often, on which weekdays."""

    every: str  # "week", "fortnight", "month" (the week of the first day), "last" (of the month)
    weekdays: tuple[int, ...]  # 0 = Monday
    first: date
    last: date
    keep_days_off: bool = False
    season: str = ""  # of `choices.Season`

    @property
    def rule(self) -> str:
        """The rule as RFC 5545 writes it; monthly means the same week of the month."""
        days = [WEEKDAYS[n] for n in sorted(set(self.weekdays) or {self.first.weekday()})]
        if self.every in ("month", "last"):
            nth = (self.first.day - 1) // 7 + 1
            where = -1 if nth == 5 or self.every == "last" else nth
            return f"FREQ=MONTHLY;BYDAY={','.join(f'{where}{day}' for day in days)}"
        interval = "INTERVAL=2;" if self.every == "fortnight" else ""
        return f"FREQ=WEEKLY;{interval}BYDAY={','.join(days)}"


def occurrences(rule: str, first: date, last: date, *, after: date | None = None) -> list[date]:
    """The days of a rule from the first to the last, both included, or only those after a day;
    one more than `MOST` where there are more."""
    start = datetime.combine(first, time())
    end = datetime.combine(last, time())
    found: list[date] = []
    for at in rrulestr(rule, dtstart=start):
        if at > end or len(found) > MOST:
            break
        if after is None or at.date() > after:
            found.append(at.date())
    return found


def days_off(days: Iterable[date]) -> Mapping[date, DayOff]:
    """Those of the days that stand in the table of holidays and days worked instead."""
    return {row.day: row for row in DayOff.objects.filter(day__in=list(days))}


def left_out(
    days: Iterable[date], *, keep_days_off: bool = False, season: str = ""
) -> Mapping[date, str]:
    """The days of a rule on which it is not held, each with the reason."""
    wanted = list(days)
    found = dict(outside_season(wanted, season))
    if not keep_days_off:
        found |= {day: _why_off(row) for day, row in days_off(wanted).items()}
    return found


def _why_off(row: DayOff) -> str:
    if row.works:
        return _("调休上班（%(name)s）") % {"name": name_of(row)}
    return _("放假（%(name)s）") % {"name": name_of(row)}


def in_words(rule: str) -> str:
    """每周六、周日; every Saturday and Sunday."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    if "BYDAY" not in parts:
        return rule
    days = [Weekday(WEEKDAYS.index(day[-2:])).label for day in parts["BYDAY"].split(",")]
    said = {"days": _("、").join(str(day) for day in days)}
    if parts["FREQ"] == "MONTHLY":
        nth = int(parts["BYDAY"].split(",")[0][:-2])
        if nth < 0:
            return _("每月最后一个%(days)s") % said
        return _("每月第 %(nth)s 个%(days)s") % {**said, "nth": nth}
    if parts.get("INTERVAL") == "2":
        return _("每两周的%(days)s") % said
    return _("每%(days)s") % said


def moved_rule(rule: str, by: timedelta, to: date) -> str:
    """The rule of a series all of whose dates move by so many days, one of them to this day."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    if "BYDAY" not in parts:
        return rule  # it goes by its first day, which moves
    moved = {(WEEKDAYS.index(day[-2:]) + by.days) % 7 for day in parts["BYDAY"].split(",")}
    if parts["FREQ"] == "MONTHLY":
        every = "last" if parts["BYDAY"].startswith("-") else "month"
    else:
        every = "fortnight" if parts.get("INTERVAL") == "2" else "week"
    return Repeat(every, tuple(moved), to, to).rule


def unknown_year(last: date) -> int | None:
    """The year of the last day, where nobody has entered its holidays yet."""
    return None if DayOff.objects.filter(day__year=last.year).exists() else last.year


def year_later(day: date) -> date:
    """No series goes further: nobody knows the holidays by then."""
    return day + timedelta(days=366)
