"""Which period people most likely mean."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from shufang.activities.choices import State
from shufang.activities.models import Activity
from shufang.circulation.choices import Counted
from shufang.circulation.models import PeriodCount
from shufang.shared.period import Period, next_month, year_from

# A page that opens on a year's first weeks looks empty and compares nothing: until data fill a
# quarter of the new year, the year before is what people mean.
ENOUGH_MONTHS = 3
LACKING = timedelta(days=31)  # an earlier year whose data end sooner than this before its end


def last_day_of_data(today: date | None = None) -> date | None:
    """The end of the month that holds the newest activity or known count; today at the latest."""
    today = today or timezone.localdate()
    activities = Activity.objects.filter(state=State.HELD, day__lte=today)
    counts = PeriodCount.objects.filter(value__isnull=False, day__lte=today)
    # One look for each kind: the newest row is then the first of the index, however many there are.
    newest = [activities, *(counts.filter(counted=kind) for kind in Counted)]
    days = [rows.order_by("-day").values_list("day", flat=True).first() for rows in newest]
    latest = max((day for day in days if day), default=None)
    return min(next_month(latest) - timedelta(days=1), today) if latest else None


def contract_year(today: date | None = None) -> Period:
    """The newest contract year that is filled, cut off where its data end.

    Filled is a year with data in at least three of its months. Where none is, it is the year of
    the newest data; without any data, the running year, cut off today.
    """
    today = today or timezone.localdate()
    newest = None
    for year in _years_with_data(today):
        newest = newest or year
        if _is_filled(year):
            return year
    return newest or contract_year_of(today)


def contract_year_of(last: date) -> Period:
    """The contract year that holds the last day of data, cut off there."""
    month, first = settings.CONTRACT_YEAR_STARTS
    year = year_from(last, month=month, first=first)
    return Period(year.start, year.end, min(last, year.end))


def cut_where_data_end(period: Period, last: date | None) -> Period:
    """The period, cut off where the data end within it; `last` is the last day of all data.

    An earlier one was counted to its end, unless the data leave off more than a month before.
    """
    if last is None or last < period.start:
        return Period(period.start, period.end)
    end = last if last in period else last_day_of_data(period.end)
    if end is None or end < period.start or (end != last and period.end - end < LACKING):
        return Period(period.start, period.end)
    return Period(period.start, period.end, end)


def _years_with_data(today: date) -> Iterator[Period]:
    """Contract years that hold data, the newest first."""
    last = newest = last_day_of_data(today)
    while last:
        year = contract_year_of(last)
        yield cut_where_data_end(Period(year.start, year.end), newest)
        last = last_day_of_data(year.start - timedelta(days=1))


def _is_filled(year: Period) -> bool:
    """Walks back from month to month: each step is a look at the end of an index."""
    last: date | None = year.end
    for _ in range(ENOUGH_MONTHS):
        last = last_day_of_data(last) if last else None
        if last is None or last < year.start:
            return False
        last = last.replace(day=1) - timedelta(days=1)
    return True
