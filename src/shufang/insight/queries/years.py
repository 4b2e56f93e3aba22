"""Which period people most likely mean."""

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from shufang.activities.choices import State
from shufang.activities.models import Activity
from shufang.circulation.choices import Counted
from shufang.circulation.models import PeriodCount
from shufang.shared.period import Period, next_month, year_from


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
    """The contract year of the newest data, cut off where the data end.

    Without any data it is the running year, cut off today.
    """
    today = today or timezone.localdate()
    return contract_year_of(last_day_of_data(today) or today)


def contract_year_of(last: date) -> Period:
    """The contract year that holds the last day of data, cut off there."""
    month, first = settings.CONTRACT_YEAR_STARTS
    year = year_from(last, month=month, first=first)
    return Period(year.start, year.end, min(last, year.end))
