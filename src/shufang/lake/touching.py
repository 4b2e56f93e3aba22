"""How actions say that a month's rows have changed."""

from collections.abc import Iterable
from datetime import date

from shufang.lake import registry
from shufang.lake.models import Touch


def touch_months(fact: str, days: Iterable[date]) -> None:
    """Add one touch for each month of the days; an unknown fact is a mistake of ours."""
    registry.fact(fact)
    months = {day.replace(day=1) for day in days}
    Touch.objects.bulk_create(Touch(fact=fact, month=month) for month in sorted(months))
