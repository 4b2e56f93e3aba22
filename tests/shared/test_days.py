"""A day is said in the order its language says it."""

from datetime import date

import pytest
import time_machine
from django.utils import translation

from shufang.shared.days import day_words, full_day_words, month_day, near_date

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-hans", ["11月24日", "11月24日 周二", "2026年11月24日 周二"]),
        ("en", ["24 Nov", "Tue 24 Nov", "Tue 24 Nov 2026"]),
    ],
)
@time_machine.travel("2026-11-22T08:00:00+08:00", tick=False)
def test_a_day_reads_as_people_say_it(language: str, said: list[str]) -> None:
    with translation.override(language):
        assert [month_day(DAY), day_words(DAY), full_day_words(DAY)] == said


@time_machine.travel("2027-01-02T08:00:00+08:00", tick=False)
def test_the_year_is_said_where_it_is_another_one() -> None:
    with translation.override("en"):
        assert day_words(DAY) == "Tue 24 Nov 2026"
        assert near_date(date(2027, 1, 3)) == "3 Jan"
