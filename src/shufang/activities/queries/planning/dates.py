"""The dates of a series: by rule, without days off, each with what is in its way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _

from shufang.activities.models import DayOff
from shufang.activities.queries.planning.days_off import name_of

MOST = 120  # dates of one series
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Repeat:
    """What a person chose: every week, every other week or every month, on which weekdays."""

    every: str  # "week", "fortnight", "month"
    weekdays: tuple[int, ...]  # 0 = Monday
    first: date
    last: date
    keep_days_off: bool = False

    @property
    def rule(self) -> str:
        """The rule as RFC 5545 writes it; monthly means the same week of the month."""
        days = [WEEKDAYS[n] for n in sorted(set(self.weekdays) or {self.first.weekday()})]
        if self.every == "month":
            nth = (self.first.day - 1) // 7 + 1
            where = -1 if nth == 5 else nth
            return f"FREQ=MONTHLY;BYDAY={','.join(f'{where}{day}' for day in days)}"
        interval = "INTERVAL=2;" if self.every == "fortnight" else ""
        return f"FREQ=WEEKLY;{interval}BYDAY={','.join(days)}"


def occurrences(rule: str, first: date, last: date) -> list[date]:
    """The days of a rule from the first to the last, both included, up to `MOST`."""
    start = datetime.combine(first, time())
    end = datetime.combine(last, time())
    found: list[date] = []
    for at in rrulestr(rule, dtstart=start):
        if at > end or len(found) == MOST:
            break
        found.append(at.date())
    return found


def days_off(days: Iterable[date]) -> Mapping[date, DayOff]:
    """Those of the days that stand in the table of holidays and days worked instead."""
    return {row.day: row for row in DayOff.objects.filter(day__in=list(days))}


def why_skipped(day: date, rows: Mapping[date, DayOff]) -> str:
    """Why a series leaves a day out; "" where nothing is in the way."""
    row = rows.get(day)
    if row is None:
        return ""
    if row.works:
        return _("调休上班（%(name)s）") % {"name": name_of(row)}
    return _("放假（%(name)s）") % {"name": name_of(row)}


def unknown_year(last: date) -> int | None:
    """The year of the last day, where nobody has entered its holidays yet."""
    return None if DayOff.objects.filter(day__year=last.year).exists() else last.year


def year_later(day: date) -> date:
    """No series goes further: nobody knows the holidays by then."""
    return day + timedelta(days=366)
