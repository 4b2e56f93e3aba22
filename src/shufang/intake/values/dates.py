"""Days, times and months as ledgers write them."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shufang.intake.reading.book import Cell
from shufang.intake.values.bad import Bad
from shufang.intake.values.clock import Times, spoken, times
from shufang.intake.values.day_spellings import (
    FIRST_YEAR,
    LAST_YEAR,
    find_day,
    find_month,
    real_day,
)
from shufang.intake.values.spelling import LONGEST, half_width, says_nothing, shown

__all__ = ["Day", "day", "month", "times"]

_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


Date = date  # inside Day the name is taken by its field


@dataclass(frozen=True, slots=True)
class Day:
    """A day, the times stated with it, and the last day where a range of days was written."""

    date: date
    start: time | None = None
    end: time | None = None
    until: Date | None = None


def day(cell: Cell, year: int | None = None, *, date1904: bool = False) -> Day:
    """The day in a cell: a date cell, Excel's day number, or text in any of the field's spellings.

    `year` completes 7月17日; a written year always wins. Refused, each with its own sentence: no
    such day, a year outside 1990-2100, lunar and 民国 dates, a weekday that contradicts the date,
    text that is no date, a blank.
    """
    if isinstance(cell, datetime):
        return Day(_in_range(cell.date(), cell), *times(cell))
    if isinstance(cell, date):
        return Day(_in_range(cell, cell))
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _of_number(cell, year, date1904=date1904)
    if not isinstance(cell, str):
        raise _absent() if cell is None else _no_date(cell)
    text = half_width(cell)
    if says_nothing(text):
        raise _absent()
    if len(text) > LONGEST:
        raise _no_date(cell)
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", text):
        return _of_number(float(text), year, date1904=date1904)
    first, until, rest = find_day(text, year, cell)
    return Day(first, *_times_after(rest, cell), until)


def month(cell: Cell, year: int | None = None, *, date1904: bool = False) -> date:
    """The first day of the month in a cell: 2024年7月, 2024-07, 202407, 7月 (with `year`), Jul-24.

    A day stands for its month. Refused: quarters, a thirteenth month, 2024.1 as a number (it may
    have been 2024.10), and what `day` refuses.
    """
    if isinstance(cell, float):
        cell = _unrounded(cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        if 1 <= cell <= 12 and year is not None:
            return real_day(year, cell, 1, cell)
        if 190_001 <= cell <= 999_912:
            return real_day(cell // 100, cell % 100, 1, cell)
    if isinstance(cell, str) and len(cell) <= LONGEST:
        found = find_month(half_width(cell), year, cell)
        if found is not None:
            return found
    return day(cell, year, date1904=date1904).date.replace(day=1)


def _unrounded(number: float) -> Cell:
    """2024.07 typed into Excel is a number; 2024.1 may have been 2024.10 and stays one."""
    if FIRST_YEAR <= number < LAST_YEAR + 1 and not number.is_integer():
        text = f"{number:.6f}".rstrip("0")
        if len(text) == 7:
            return text
        raise Bad(
            f"“{number:g}”分不清是 1 月还是 10 月；请写成 2024-10 或 2024年10月。",
            f"“{number:g}” may be January or October; write 2024-10 or 2024-01.",
        )
    return number


def _times_after(rest: str, cell: Cell) -> Times:
    if re.fullmatch(r"00:00(:00(\.0+)?)?", rest):
        return None, None  # a date cell that was written out by a program
    try:
        return spoken(rest, cell)
    except Bad as problem:
        if re.search(r"[0-9]\s*[:点时]", rest):
            raise
        raise Bad(
            f"“{shown(cell)}”里除日期外还有“{shown(rest)}”，看不懂；请把它移到备注。",
            f"Besides the date, “{shown(cell)}” holds “{shown(rest)}”, which is not understood; "
            "move it to the remarks.",
        ) from problem


def _of_number(number: int | float, year: int | None, *, date1904: bool) -> Day:
    epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
    lowest = (date(FIRST_YEAR, 1, 1) - epoch).days
    highest = (date(LAST_YEAR, 12, 31) - epoch).days
    if lowest <= number < highest + 1:
        days = int(number)
        seconds = round((number - days) * 86_400)
        at = datetime.combine(epoch, time()) + timedelta(days=days, seconds=seconds)
        return Day(at.date(), None if seconds == 0 else at.time())
    if float(number).is_integer() and 10_000_000 <= number <= 99_999_999:
        whole = int(number)
        return Day(real_day(whole // 10_000, whole // 100 % 100, whole % 100, whole))
    if isinstance(number, float) and 1 <= number < 13 and not number.is_integer():
        return _of_decimal(number, year)
    raise _no_date(number)


def _of_decimal(number: float, year: int | None) -> Day:
    """7.21 typed into Excel became a number; 7.2 may have been 7.20."""
    digits = f"{number:.6f}".rstrip("0").split(".")[1]
    if len(digits) > 2:
        raise _no_date(number)
    if len(digits) == 1 and digits in "123":
        raise Bad(
            f"“{number:g}”分不清是 {int(number)}月{digits}日还是 {int(number)}月{digits}0日；"
            "请写成“7月20日”的样子。",
            f"“{number:g}” may be day {digits} or day {digits}0 of month {int(number)}; write "
            "2024-07-20.",
        )
    first, _until, _rest = find_day(f"{int(number)}月{int(digits)}日", year, f"{number:g}")
    return Day(first)


def _in_range(found: date, cell: Cell) -> date:
    return real_day(found.year, found.month, found.day, cell)


def _absent() -> Bad:
    return Bad("没有写日期。", "The date is missing.")


def _no_date(cell: Cell) -> Bad:
    return Bad(
        f"“{shown(cell)}”不是日期；请写成 2024-07-20 或 2024年7月20日。",
        f"“{shown(cell)}” is no date; write 2024-07-20.",
    )
