"""Which period people most likely mean."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from shufang.activities.choices import State
from shufang.activities.models import Activity
from shufang.circulation.models import PeriodCount
from shufang.shared.period import Period, next_month, year_from


def last_day_of_data(today: date | None = None) -> date | None:
    """The end of the month that holds the newest activity or known count; today at the latest."""
    today = today or timezone.localdate()
    activity = Activity.objects.filter(state=State.HELD, day__lte=today).aggregate(last=Max("day"))
    count = PeriodCount.objects.filter(value__isnull=False, day__lte=today).aggregate(
        last=Max("day")
    )
    latest = max((d for d in (activity["last"], count["last"]) if d), default=None)
    return min(next_month(latest) - timedelta(days=1), today) if latest else None


def contract_year(today: date | None = None) -> Period:
    """The contract year of the newest data, cut off where the data end.

    Without any data it is the running year, cut off today.
    """
    today = today or timezone.localdate()
    month, first = settings.CONTRACT_YEAR_STARTS
    last = last_day_of_data(today) or today
    year = year_from(last, month=month, first=first)
    return Period(year.start, year.end, min(last, year.end))
