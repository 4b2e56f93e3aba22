"""A word where children are wanted while they sit in school, or where the day is a holiday."""

from datetime import date, time

import pytest

from shufang.activities.choices import Audience
from shufang.activities.models import DayOff
from shufang.activities.queries.planning.days_off import school_note

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("audience", "day", "starts", "said"),
    [
        (Audience.CHILDREN, date(2030, 9, 4), time(10), True),  # a Wednesday
        (Audience.FAMILIES, date(2030, 9, 4), time(10), True),
        (Audience.CHILDREN, date(2030, 9, 4), time(16, 30), False),
        (Audience.SENIORS, date(2030, 9, 4), time(10), False),
        (Audience.CHILDREN, date(2030, 9, 7), time(10), False),  # a Saturday
        (Audience.CHILDREN, date(2030, 8, 7), time(10), False),  # summer
        (Audience.CHILDREN, date(2030, 9, 12), time(10), False),  # a holiday
        (Audience.CHILDREN, date(2030, 9, 14), time(10), True),  # a Saturday worked instead
    ],
)
def test_school_hours_are_pointed_out(
    audience: str, day: date, starts: time, *, said: bool
) -> None:
    DayOff.objects.create(day=date(2030, 9, 12), name="中秋", works=False)
    DayOff.objects.create(day=date(2030, 9, 14), name="中秋", works=True)
    assert bool(school_note(audience, day, starts)) is said
