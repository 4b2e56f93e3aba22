"""Months and days as circulation ledgers write them, in cells and in headings."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from shufang.circulation.choices import Span
from shufang.circulation.importers.book import MID
from shufang.intake.importer import reading
from shufang.intake.reading.book import Cell
from shufang.intake.recognition.years import Years, month_named
from shufang.intake.values import Bad, dates
from shufang.intake.values.spelling import half_width

_NUMBER = re.compile(r"(\d{1,2})[日号]?")
_MONTH_IN = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*月(份)?$")
_MONTH_FIRST = re.compile(r"((?:(?:19|20)\d\d\s*年\s*)?\d{1,2}\s*月份?)[^\d、，至到~-]{2,}$")
_YEAR_IN = re.compile(r"((?:19|20)\d\d)年?(度)?")


class When(NamedTuple):
    """A month (lying on its 16th) or a day."""

    span: Span
    day: date


class PeriodReader:
    """Reads the period cells of one sheet. `months` takes a first of the month for its month."""

    def __init__(self, years: Years, sheet: str, *, months: bool, date1904: bool = False) -> None:
        self._years = years
        self._months = months
        self._sheet_month = month_named(sheet)
        self._date1904 = date1904
        self._known: dict[Cell, When] = {}
        self._sections = 0

    def read(self, cell: Cell, field: str) -> When:
        if self._sections != self._years.sections:
            self._sections = self._years.sections
            self._sheet_month = self._years.month or self._sheet_month
            self._known.clear()
        if cell not in self._known:
            self._known[cell] = reading(self.parse, cell, field)
        return self._known[cell]

    def parse(self, cell: Cell) -> When:
        """The period in a cell; raises Bad."""
        if isinstance(cell, str):
            text = half_width(cell)
            if (only := _MONTH_IN.fullmatch(text)) and (year := self._years.of(int(only[1]))):
                return When(Span.MONTH, date(year, int(only[1]), MID))
            if (only := _NUMBER.fullmatch(text)) and (day := self._day_of_month(int(only[1]))):
                return day
            year = self._year_for(text)
            if is_month(text):
                return _month(dates.month(text, year))
            return self._day(dates.day(text, year).date)
        if isinstance(cell, date):
            return self._day(dates.day(cell).date)
        number = int(cell) if isinstance(cell, int | float) and 1 <= cell <= 31 else 0
        if number and number == cell and (day := self._day_of_month(number)):
            return day
        if isinstance(cell, int | float) and (cell > 190_000 or cell < 2101):
            return _month(dates.month(cell, self._years.only))
        return self._day(dates.day(cell, date1904=self._date1904).date)

    def _year_for(self, text: str) -> int | None:
        named = re.search(r"(?<!\d)(1[0-2]|0?[1-9])\s*[月./-]", text)
        return self._years.of(int(named[1])) if named else self._years.only

    def _day_of_month(self, number: int) -> When | None:
        """14 or 14日 on the sheet 2024年7月."""
        if self._sheet_month and (year := self._years.of(self._sheet_month)):
            text = f"{year}-{self._sheet_month}-{number}"
            return When(Span.DAY, dates.day(text).date)
        return None

    def _day(self, day: date) -> When:
        return _month(day) if self._months else When(Span.DAY, day)


def _month(first: date) -> When:
    return When(Span.MONTH, first.replace(day=MID))


def is_month(text: str) -> bool:
    """Whether a text names a month and no day: 2024年7月, 2024-07, 202407, Jul-24."""
    try:
        dates.day(text, 2024)
    except Bad:
        try:
            dates.month(text, 2024)
        except Bad:
            return False
        return True
    return False


def all_firsts(cells: Sequence[Cell]) -> bool:
    """Excel turns 2024年7月 into 1 July: a column of nothing but firsts holds months."""
    days = [cell for cell in cells if isinstance(cell, date)]
    return bool(days) and all(day.day == 1 for day in days)


def of_heading(parts: Sequence[str], reader: PeriodReader) -> When | None:
    """The period a heading names, a spanning 2024年 above 1月 included."""
    joined = "".join(half_width(part) for part in parts)
    whole = year_of(parts)
    texts = (joined, *(half_width(part) for part in reversed(parts)))
    named = [found[1] for text in texts if (found := _MONTH_FIRST.match(text))]
    for text in (*texts, *named):
        try:
            if whole and (month := _MONTH_IN.fullmatch(text)):
                return When(Span.MONTH, date(whole, int(month[1]), MID))
            return reader.parse(text)
        except (Bad, ValueError):
            continue
    return None


def year_of(parts: Sequence[str]) -> int | None:
    """The year a spanning heading names, and nothing more."""
    for part in parts:
        if found := _YEAR_IN.fullmatch("".join(half_width(part).split())):
            return int(found[1])
    return None


def year_of_total(parts: Sequence[str]) -> int | None:
    """The year that a total is about: 2025年1-5月累计."""
    found = set(re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", "".join(map(half_width, parts))))
    return int(found.pop()) if len(found) == 1 else None


def months_of(parts: Sequence[str]) -> frozenset[int]:
    """The months of a quarter or half year that a total names; none where it names neither."""
    text = "".join(half_width(part) for part in parts)
    if found := re.search(r"第?([一二三四1-4])季|q([1-4])", text, re.IGNORECASE):
        number = "一二三四".find(found[1] or "") + 1 or int(found[1] or found[2])
        return frozenset(range(3 * number - 2, 3 * number + 1))
    if found := re.search(r"(\d{1,2})\s*月?\s*[-~至到]\s*(\d{1,2})\s*月", text):
        return frozenset(range(int(found[1]), int(found[2]) + 1))
    if half := re.search(r"([上下])半年", text):
        return frozenset(range(1, 7) if half[1] == "上" else range(7, 13))
    return frozenset()


def sheet_month(texts: Sequence[str], years: Years) -> date | None:
    """The one month that a sheet's name or title is about."""
    for text in texts:
        if re.search(r"[至到~～—]|截[至止]", text):
            continue
        month = month_named(text)
        if month is not None and (year := years.of(month)) is not None:
            return date(year, month, MID)
        found = re.fullmatch(r"\D*((?:19|20)\d\d)\s*[-./年]?\s*(0[1-9]|1[0-2]|[1-9])\D*", text)
        if found:
            return date(int(found[1]), int(found[2]), MID)
    return None
