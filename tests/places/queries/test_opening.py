"""Open or not, until when, and what a reader reads about it."""

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
import time_machine
from django.utils import timezone, translation

from shufang.places.models import Closure, Hours
from shufang.places.queries.opening import (
    LAST_MINUTE,
    State,
    closure_on,
    hours_text,
    opening,
    week,
)

# 2024-11-18 is a Monday.
MONDAY = date(2024, 11, 18)


def hours(opens: str, closes: str, weekdays: range | list[int] = range(7)) -> list[Hours]:
    return [
        Hours(weekday=n, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes))
        for n in weekdays
    ]


def closed(first: date, last: date, *, site: int | None = 1, notice: str = "盘点") -> Closure:
    return Closure(site_id=site, first_day=first, last_day=last, notice=notice)


def at(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    with translation.override("zh-hans"):
        yield


def test_open_until_closing_time_and_no_longer() -> None:
    day = hours("08:30", "21:00")
    assert opening(day, [], at("2024-11-18T08:29")).text == "08:30 开"
    assert opening(day, [], at("2024-11-18T08:30")).text == "开到 21:00"
    assert opening(day, [], at("2024-11-18T20:59")).is_open
    assert opening(day, [], at("2024-11-18T21:00")).text == "明天 08:30 开"


def test_the_instant_is_judged_on_the_networks_clock_not_in_utc() -> None:
    with time_machine.travel("2024-11-18T23:30:00Z", tick=False):  # Tuesday 07:30 in the city
        assert opening(hours("07:00", "08:00", [1]), []).is_open


def test_a_noon_break_is_closed_and_says_when_it_ends() -> None:
    day = hours("08:30", "12:00") + hours("14:00", "21:00")
    assert opening(day, [], at("2024-11-18T11:00")).text == "开到 12:00"
    assert opening(day, [], at("2024-11-18T13:00")).text == "14:00 开"


def test_a_day_off_names_the_next_open_day() -> None:
    weekend = hours("09:00", "17:00", [5, 6])
    assert opening(weekend, [], at("2024-11-18T10:00")).text == "周六 09:00 开"


def test_a_room_that_never_locks_is_open_across_midnight() -> None:
    always = opening(hours("00:00", "23:59"), [], at("2024-11-18T23:59:30"))
    assert always.is_open
    assert always.text == "全天开放"


def test_open_to_midnight_then_from_the_morning() -> None:
    late = hours("18:00", "23:59", [0])
    assert opening(late, [], at("2024-11-18T23:59:30")).text == "开到 24:00"
    assert opening(late, [], at("2024-11-19T00:00")).text == "周一 18:00 开"


def test_two_nights_that_touch_at_midnight_are_one() -> None:
    night = hours("20:00", "23:59", [4]) + hours("00:00", "02:00", [5])
    friday = opening(night, [], at("2024-11-22T23:00"))
    assert friday.text == "开到 明天 02:00"
    assert opening(night, [], at("2024-11-23T01:00")).text == "开到 02:00"


def test_a_closure_shuts_whole_days_and_says_when_it_opens_again() -> None:
    day = hours("08:30", "21:00")
    stocktaking = closed(date(2024, 11, 18), date(2024, 11, 19))
    shut = opening(day, [stocktaking], at("2024-11-18T10:00"))
    assert shut.state is State.CLOSED
    assert shut.closure is stocktaking
    assert shut.text == "周三 08:30 开"
    assert opening(day, [stocktaking], at("2024-11-20T10:00")).is_open


def test_the_evening_before_a_closure_looks_past_it() -> None:
    day = hours("08:30", "21:00")
    holiday = closed(date(2024, 11, 19), date(2024, 11, 28), site=None, notice="春节")
    assert opening(day, [holiday], at("2024-11-18T22:00")).text == "11月29日 08:30 开"


def test_a_closure_without_end_in_sight_promises_nothing() -> None:
    rebuilt = closed(date(2024, 11, 1), date(2025, 11, 1))
    assert opening(hours("08:30", "21:00"), [rebuilt], at("2024-11-18T10:00")).text == "暂不开放"


def test_without_hours_nothing_is_claimed() -> None:
    unknown = opening([], [], at("2024-11-18T10:00"))
    assert unknown.state is State.UNKNOWN
    assert not unknown.is_open
    assert unknown.text == "开放时间待公布"


def test_the_rooms_own_closure_explains_more_than_the_networks() -> None:
    network = closed(MONDAY, MONDAY, site=None, notice="春节")
    own = closed(MONDAY, MONDAY, notice="停电")
    assert closure_on([network, own], MONDAY) is own
    assert closure_on([network, own], date(2024, 11, 19)) is None


def test_the_week_begins_today_and_shows_breaks_closures_and_days_off() -> None:
    rows = hours("08:30", "12:00", range(5)) + hours("14:00", "21:00", range(5))
    days = week(rows, [closed(date(2024, 11, 19), date(2024, 11, 19))], MONDAY)
    assert [d.text for d in days][:2] == ["08:30–12:00，14:00–21:00", "闭馆"]
    assert days[5].text == "休息"
    assert [d.is_today for d in days] == [True] + [False] * 6
    assert days[0].name == "周一"


def test_hours_in_one_line() -> None:
    assert hours_text(hours("08:30", "21:00")) == "每天 08:30–21:00"
    assert hours_text(hours("00:00", "23:59")) == "全天开放"
    split = hours("08:30", "21:00", range(5)) + hours("09:00", "17:00", [5, 6])
    assert hours_text(split) == "周一至周五 08:30–21:00，周六、周日 09:00–17:00"
    assert (
        hours_text(hours("09:00", "17:00", [2]))
        == "周一、周二 休息，周三 09:00–17:00，周四至周日 休息"
    )
    assert hours_text([]) == ""


def test_the_last_minute_stands_for_the_end_of_the_day() -> None:
    assert hours_text([Hours(weekday=n, opens=time(8), closes=LAST_MINUTE) for n in range(7)]) == (
        "每天 08:00–24:00"
    )
