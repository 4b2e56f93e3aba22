"""Opening hours as a list of rooms states them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shufang.intake.reading import Cell
from shufang.intake.values import Bad
from shufang.intake.values.hours import Opening, hours

WEEK = (0, 1, 2, 3, 4, 5, 6)
WORK = (0, 1, 2, 3, 4)
NINE, FIVE, TEN, FOUR = time(9), time(17), time(10), time(16)


@pytest.mark.parametrize(
    ("cell", "openings"),
    [
        ("08:30-21:00", [(WEEK, time(8, 30), time(21))]),
        ("每天 8：30—21：00", [(WEEK, time(8, 30), time(21))]),
        ("周一至周五 9:00-17:00；周六日 10:00-16:00", [(WORK, NINE, FIVE), ((5, 6), TEN, FOUR)]),
        ("周一至五9:00-17:00 周六、日10:00-16:00", [(WORK, NINE, FIVE), ((5, 6), TEN, FOUR)]),
        ("工作日9:00-17:00，周末10:00-16:00", [(WORK, NINE, FIVE), ((5, 6), TEN, FOUR)]),
        ("周一、周三、周五 9:00-17:00", [((0, 2, 4), NINE, FIVE)]),
        ("周六至周一 9:00-17:00", [((0, 5, 6), NINE, FIVE)]),
        ("9:00-17:00，周一闭馆", [((1, 2, 3, 4, 5, 6), NINE, FIVE)]),
        ("周一闭馆，9:00-17:00", [((1, 2, 3, 4, 5, 6), NINE, FIVE)]),
        ("周二至周日：9:00-17:00（周一闭馆，节假日除外）", [((1, 2, 3, 4, 5, 6), NINE, FIVE)]),
        (
            "上午9:00-11:30，下午1:30-5:00",
            [(WEEK, NINE, time(11, 30)), (WEEK, time(13, 30), FIVE)],
        ),
        ("24小时", [(WEEK, time(0), time(23, 59))]),
        ("全天开放", [(WEEK, time(0), time(23, 59))]),
        ("8:30-24:00", [(WEEK, time(8, 30), time(23, 59))]),
        ("周一闭馆", []),
        ("—", []),
        ("", []),
        (None, []),
    ],
)
def test_the_regular_week(cell: Cell, openings: list[Opening]) -> None:
    assert hours(cell) == openings


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("21:00-8:00", "早于"),
        ("9:00-17:00，10:00-12:00", "重叠"),
        ("9:00", "看不懂"),
        ("9:00-25:00", "没有"),
        ("看门口通知", "看不懂"),
        (9, "看不懂"),
        (time(9), "看不懂"),
        ("9" * 5000, "看不懂"),
    ],
)
def test_no_opening_hours(cell: Cell, reason: str) -> None:
    with pytest.raises(Bad, match=reason):
        hours(cell)


@given(st.text(alphabet="周一二三四五六日至、 ：:09-12;（）闭馆每天24小时", max_size=60))
def test_what_is_read_can_be_kept(text: str) -> None:
    try:
        openings = hours(text)
    except Bad:
        return
    for days, opens, closes in openings:
        assert days
        assert set(days) <= set(WEEK)
        assert opens < closes
