"""Counts and coordinates: a blank is missing, and nothing is guessed."""

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shufang.intake.reading import Cell
from shufang.intake.values import Bad
from shufang.intake.values.numbers import Axis, Count, coordinate, count
from shufang.intake.values.spelling import numeral


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (12, 12),
        (12.0, 12),
        ("12", 12),
        ("12.0", 12),
        ("３１", 31),
        (" 12 ", 12),
        ("12户", 12),
        ("12 户", 12),
        ("15组家庭", 15),
        ("12个家庭", 12),
        ("30人", 30),
        ("30人次", 30),
        ("共30人", 30),
        ("1,234", 1234),
        ("1，234", 1234),
        ("12,345,678", 12345678),
        ("1.2万", 12000),
        ("3千", 3000),
        ("二十三", 23),
        ("十", 10),
        ("十二户", 12),
        ("两百零五", 205),
        ("一万零二百", 10200),
        ("零", 0),
        ("１.２万人次", 12000),
        ("0", 0),
        (0, 0),
        (-0.0, 0),
        ("-0", 0),
        ("+5", 5),
        ("12 people", 12),
        (2**31 - 1, 2**31 - 1),
    ],
)
def test_stated_numbers(cell: Cell, value: int) -> None:
    assert count(cell) == Count(value)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("约30人", 30),
        ("约 30", 30),
        ("近30", 30),
        ("30余人", 30),
        ("30多人", 30),
        ("30+", 30),
        ("30人左右", 30),
        ("大约二十人", 20),
        ("约1.2万人次", 12000),
        ("超过100", 100),
        ("不足30人", 30),
        ("≈30", 30),
        ("~30", 30),
        ("八十多人", 80),
        ("30万余", 300_000),
        ("100人以上", 100),
    ],
)
def test_estimates_are_marked(cell: Cell, value: int) -> None:
    assert count(cell) == Count(value, estimated=True)


@pytest.mark.parametrize(
    "cell",
    [
        None,
        "",
        " ",
        "\u3000",
        "\u200b",
        "—",
        "——",
        "-",
        "/",
        "／",
        "无",
        "未统计",
        "N/A",
        "n/a",
        "NULL",
        "null",
        "None",
        "暂无",
        "不详",
        "……",
    ],
)
def test_a_blank_is_missing_and_never_zero(cell: Cell) -> None:
    assert count(cell) == Count(None)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (-3, "负数"),
        ("-3", "负数"),
        ("－３", "负数"),
        (1.5, "整数"),
        ("1.5", "整数"),
        ("1.234", "整数"),
        ("1.23456万", "整数"),
        (float("nan"), "不是数量"),
        (float("inf"), "不是数量"),
        (-math.inf, "不是数量"),
        (1e400, "不是数量"),
        ("nan", ""),
        ("inf", "不是数量"),
        (2**31, "太大"),
        (10**30, "太大"),
        ("330402199001011234", "太大"),
        ("12/15", "不止一个"),
        ("12-15", "不止一个"),
        ("12~15", "不止一个"),
        ("15组家庭（30人）", "不止一个"),
        ("1.23457E+17", "科学计数法"),
        ("1e3", "科学计数法"),
        ("1,23", "千位"),
        ("1.234,5", "千位"),
        ("1,2345", "千位"),
        ("²", "不是数量"),
        ("①", "不是数量"),
        ("٣", "不是数量"),
        ("१२", "不是数量"),
        ("十几人", "没有说出"),
        ("数十人", "没有说出"),
        ("一百二", "不止一种"),
        ("二三", "不止一种"),
        ("50%", "百分比"),
        ("=1+1", "不止一个"),
        ("很多", "不是数量"),
        ("人", "不是数量"),
        ("'; DROP TABLE", "不是数量"),
        ("{{7*7}}", "不止一个"),
        ("9" * 100_000, "不是数量"),
        (True, "日期"),
        (date(1900, 1, 12), "日期"),
        (timedelta(1), "日期"),
    ],
)
def test_what_is_no_count_is_refused_with_a_reason(cell: Cell, reason: str) -> None:
    if cell == "nan":  # the word, as a program writes a missing value
        assert count(cell) == Count(None)
        return
    with pytest.raises(Bad, match=reason) as caught:
        count(cell)
    assert caught.value.reason_en


SIGNS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """As it is said: 10 is 十, 110 一百一十, 1,001 一千零一."""
    if number == 0:
        return "零"
    said, gap = "", False
    for unit, value in (("亿", 10**8), ("万", 10**4), ("", 1)):
        part = number // value % 10_000
        if part == 0:
            gap = bool(said)
            continue
        if said and (gap or part < 1000):
            said += "零"
        said += _four(part) + unit
        gap = False
    return said.removeprefix("一") if said.startswith("一十") else said


def _four(number: int) -> str:
    said, gap = "", False
    for place, value in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // value % 10
        if digit == 0:
            gap = bool(said)
            continue
        said += ("零" if gap else "") + SIGNS[digit] + place
        gap = False
    return said


@given(st.integers(0, 2**31 - 1))
def test_every_number_comes_back_from_every_spelling(number: int) -> None:
    wide = str(number).translate({ord(str(n)): 0xFF10 + n for n in range(10)})
    for text in (str(number), f"{number:,}", wide, f"{number}人", in_chinese(number)):
        assert count(text) == Count(number)
    assert count(f"约{number}人") == Count(number, estimated=True)
    assert numeral(in_chinese(number)) == number


@given(st.text(alphabet="零一二两三四五六七八九十百千万亿", max_size=12))
def test_a_numeral_is_read_only_when_it_is_said_so(text: str) -> None:
    value = numeral(text)
    if value is not None and "两" not in text:
        assert in_chinese(value) in {text, text.removeprefix("一")}


@given(st.one_of(st.text(max_size=200), st.floats(), st.integers(), st.booleans()))
def test_anything_is_read_or_refused(cell: Cell) -> None:
    try:
        found = count(cell)
    except Bad:
        return
    assert found.value is None or 0 <= found.value < 2**31


@pytest.mark.parametrize(
    ("cell", "axis", "degrees"),
    [
        (120.73183, "longitude", 120.73183),
        ("120.73183", "longitude", 120.73183),
        ("１２０.７３", "longitude", 120.73),
        ("东经120.73°", "longitude", 120.73),
        ("120.5°E", "longitude", 120.5),
        ("W120.5", "longitude", -120.5),
        ("-120.5", "longitude", -120.5),
        ("120°30′", "longitude", 120.5),
        ("120°30'36\"", "longitude", 120.51),
        ("30.8N", "latitude", 30.8),
        ("北纬30度30分", "latitude", 30.5),
        (31, "latitude", 31.0),
        (None, "latitude", None),
        ("—", "latitude", None),
        ("", "longitude", None),
    ],
)
def test_places_on_the_map(cell: Cell, axis: Axis, degrees: float | None) -> None:
    assert coordinate(cell, axis) == pytest.approx(degrees)


@pytest.mark.parametrize(
    ("cell", "axis", "reason"),
    [
        (120.7, "latitude", "写反"),
        (181, "longitude", "超出"),
        (0, "longitude", "没有填写"),
        ("0", "latitude", "没有填写"),
        ("120.1,30.2", "longitude", "不是经度"),
        ("嘉兴", "latitude", "不是纬度"),
        (float("nan"), "longitude", "不是经度"),
        (True, "longitude", "不是经度"),
        ("120°75′", "longitude", "不是经度"),
        ("东经西经120", "longitude", "不是经度"),
        (date(2024, 1, 1), "longitude", "不是经度"),
    ],
)
def test_no_place_on_the_map(cell: Cell, axis: Axis, reason: str) -> None:
    with pytest.raises(Bad, match=reason):
        coordinate(cell, axis)
