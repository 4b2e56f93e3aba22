"""Counts and coordinates. A blank count is missing, and never zero."""

import math
import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Literal

from shufang.intake.reading.book import Cell
from shufang.intake.values.bad import Bad
from shufang.intake.values.spelling import (
    LONGEST,
    NUMERALS,
    half_width,
    numeral,
    says_nothing,
    shown,
)

LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Count:
    """A stated number; None where the source does not know it."""

    value: int | None
    estimated: bool = False


_BEFORE = r"(?:约计|大约|大概|约|近|将近|接近|超过|超|逾|至少|不少于|不足|不到|~|≈|>|<|>=|<=)"
_AFTER = r"(?:余|多|\+|来)"
_LAST = r"(?:左右|上下|以上|以下|以内|\+)"
_UNIT = (
    r"(?:人次|人|名|位|组家庭|个家庭|户家庭|家庭|组|户|家|对|场次|场|次|册次|册|本|张|个|件|篇|条|份"
    r"|节|期|套|证|readers?|people|persons?|households?|families|visits|loans)"
)
_SHAPE = re.compile(
    rf"(?:共计|合计|总计|共|计)?\s*(?P<before>{_BEFORE})?\s*"
    rf"(?P<sign>[+-]?)\s*(?P<digits>[0-9][0-9,.]*|[{NUMERALS}]+)\s*(?P<scale>[千万kKwW]?)\s*"
    rf"(?P<after>{_AFTER})?\s*(?P<late>[千万]?)\s*{_UNIT}?\s*(?P<last>{_LAST})?",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?")
_SCALES = {"": 1, "千": 1000, "k": 1000, "万": 10_000, "w": 10_000}


def count(cell: Cell) -> Count:
    """How many: 12, １２, 12户, 约30人 (estimated), 1.2万, 二十三; blank, —, 无 are missing.

    Refused: below zero, parts of a whole, two numbers in one cell, more than 2,147,483,647.
    """
    if cell is None:
        return Count(None)
    if isinstance(cell, bool | date | time | timedelta):
        raise Bad(
            f"“{shown(cell)}”不是数量。单元格的格式可能被设成了日期或时间，请改成数字。",
            f"“{shown(cell)}” is no count. The cell may be formatted as a date; make it a number.",
        )
    if isinstance(cell, int | float):
        return Count(_whole(cell, cell))
    text = half_width(cell)
    if says_nothing(text):
        return Count(None)
    return _written(text, cell)


def _written(text: str, cell: str) -> Count:
    if len(text) > LONGEST:
        raise _no_number(cell)
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        raise _why_not(text, cell)
    amount = _amount(shape["digits"], cell) * _SCALES[(shape["scale"] or "").casefold()]
    amount *= _SCALES[shape["late"] or ""]
    if shape["sign"] == "-":
        amount = -amount
    estimated = any(shape[part] for part in ("before", "after", "last"))
    return Count(_whole(amount, cell), estimated)


def _amount(digits: str, cell: str) -> Decimal:
    if digits[0] in NUMERALS:
        value = numeral(digits)
        if value is None:
            raise Bad(
                f"“{shown(cell)}”可以有不止一种读法，请改写成阿拉伯数字。",
                f"“{shown(cell)}” can be read in more than one way; write it in digits.",
            )
        return Decimal(value)
    if "," in digits:
        if not _GROUPED.fullmatch(digits):
            raise Bad(
                f"“{shown(cell)}”里的逗号不在千位上，看不出是多少，请改成不带逗号的数字。",
                f"The commas in “{shown(cell)}” do not mark thousands; write it without them.",
            )
        return Decimal(digits.replace(",", ""))
    if not _PLAIN.fullmatch(digits):
        raise _no_number(cell)
    return Decimal(digits)


def _whole(amount: Decimal | int | float, cell: Cell) -> int:
    if isinstance(amount, float) and not math.isfinite(amount):
        raise _no_number(cell)
    if amount < 0:
        raise Bad(
            f"数量不能是负数（{shown(cell)}）。",
            f"A count cannot be below zero ({shown(cell)}).",
        )
    if amount > LARGEST:
        raise Bad(
            f"“{shown(cell)}”太大了，不像是数量；可能填进了证件号或电话号码。",
            f"“{shown(cell)}” is too large for a count; it may be an ID or telephone number.",
        )
    if amount != int(amount):
        raise Bad(
            f"数量应当是整数，不能是“{shown(cell)}”。",
            f"A count is a whole number; “{shown(cell)}” is not.",
        )
    return int(amount)


def _why_not(text: str, cell: str) -> Bad:
    if re.fullmatch(r"[+-]?[0-9.]+[eE][+-]?[0-9]+", text):
        return Bad(
            f"“{shown(cell)}”是科学计数法，后面的数字已经丢失，请填写完整的数字。",
            f"“{shown(cell)}” is in scientific notation and has lost digits; write it in full.",
        )
    if "%" in text:
        return Bad(
            f"“{shown(cell)}”是百分比，不是数量。", f"“{shown(cell)}” is a percentage, no count."
        )
    if len(re.findall(r"[0-9][0-9,.]*", text)) > 1:
        return Bad(
            f"“{shown(cell)}”里有不止一个数，看不出用哪一个；请只留一个。",
            f"“{shown(cell)}” holds more than one number; leave the one that counts.",
        )
    if re.match(r"(?:十|百|千|数十|几十|数百|几百|上百|上千|十几|若干|多)", text):
        return Bad(
            f"“{shown(cell)}”没有说出具体数量，请填数字；是估计的可写“约30”。",
            f"“{shown(cell)}” names no number; write one, for an estimate “约30”.",
        )
    return _no_number(cell)


def _no_number(cell: Cell) -> Bad:
    return Bad(
        f"“{shown(cell)}”不是数量；请填数字，没有统计请留空。",
        f"“{shown(cell)}” is no count; write a number, or leave it blank where nobody counted.",
    )


Axis = Literal["longitude", "latitude"]
_LIMITS = {"longitude": 180.0, "latitude": 90.0}
_SIDES = {"longitude": ("东经|E|经度", "西经|W"), "latitude": ("北纬|N|纬度", "南纬|S")}
_DEGREES = re.compile(
    r"(?P<d>[0-9]{1,3})\s*[°度]\s*(?:(?P<m>[0-9]{1,2}(?:\.[0-9]+)?)\s*['′’分]\s*"
    r"(?:(?P<s>[0-9]{1,2}(?:\.[0-9]+)?)\s*(?:[\"″”秒]|''))?)?"
)


def coordinate(cell: Cell, axis: Axis) -> float | None:
    """Degrees on the map, west and south below zero; None for a blank.

    120.73, 120.73°E, 东经120.73, 120°43'54" are read; 0 is refused, for it is a form's default.
    """
    if cell is None or (isinstance(cell, str) and says_nothing(half_width(cell))):
        return None
    degrees = _degrees(cell, axis)
    limit = _LIMITS[axis]
    if abs(degrees) > limit:
        swapped = axis == "latitude" and abs(degrees) <= 180
        raise Bad(
            f"“{shown(cell)}”超出了{_NAMES[axis][0]}的范围（±{limit:.0f}）"
            + ("；经度和纬度可能写反了。" if swapped else "。"),
            f"“{shown(cell)}” is beyond the range of a {_NAMES[axis][1]} (±{limit:.0f})"
            + ("; the two coordinates may be swapped." if swapped else "."),
        )
    if degrees == 0:
        raise Bad(
            f"{_NAMES[axis][0]}是 0，多半是没有填写；请填实际坐标，或留空。",
            f"The {_NAMES[axis][1]} is 0, so probably not filled in; write it or leave it blank.",
        )
    return degrees


_NAMES = {"longitude": ("经度", "longitude"), "latitude": ("纬度", "latitude")}


def _degrees(cell: Cell, axis: Axis) -> float:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if math.isfinite(cell):
            return float(cell)
        raise _no_place(cell, axis)
    if not isinstance(cell, str):
        raise _no_place(cell, axis)
    text = half_width(cell)[:LONGEST]
    east, west = _SIDES[axis]
    sides = re.findall(f"(?:{east}|{west})", text, re.IGNORECASE)
    below = re.search(f"(?:{west})", text, re.IGNORECASE) is not None
    text = re.sub(f"(?:{east}|{west}|:)", "", text, flags=re.IGNORECASE).strip()
    if len(sides) > 1:
        raise _no_place(cell, axis)
    if re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]+)?[°度]?", text):
        degrees = float(text.rstrip("°度"))
    elif (parts := _DEGREES.fullmatch(text)) and max(
        float(parts["m"] or 0), float(parts["s"] or 0)
    ) < 60:
        degrees = float(parts["d"]) + float(parts["m"] or 0) / 60 + float(parts["s"] or 0) / 3600
    else:
        raise _no_place(cell, axis)
    return -degrees if below else degrees


def _no_place(cell: Cell, axis: Axis) -> Bad:
    return Bad(
        f"“{shown(cell)}”不是{_NAMES[axis][0]}；请写成 120.73183 这样的度数。",
        f"“{shown(cell)}” is no {_NAMES[axis][1]}; write degrees such as 120.73183.",
    )
