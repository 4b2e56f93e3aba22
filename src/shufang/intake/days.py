"""The day of a row, with the year and month that only the sheet's name may know."""

import re
from collections.abc import Callable
from datetime import date, datetime

from shufang.intake.importer import reading
from shufang.intake.names import waiting
from shufang.intake.questions import Choice, Question
from shufang.intake.reading.book import Cell
from shufang.intake.recognition.years import month_named
from shufang.intake.saying import Both, Refuse, as_typed
from shufang.intake.table import Table
from shufang.intake.values import Bad, dates
from shufang.intake.values.dates import Day
from shufang.intake.values.spelling import half_width

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)|(?<!\d)\d{8}(?!\d)|^\d{2}[-./年]\d{1,2}[-./月]\d{1,2}")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*[月.\-/]")
_ONLY_DAY = re.compile(r"([12]\d|3[01]|0?[1-9])\s*[日号]?")


def day_reader(table: Table) -> Callable[[Cell, str], Day]:
    """Reads the day cells of one sheet; each distinct text only once."""
    return _DayReader(table).read


class _DayReader:
    def __init__(self, table: Table) -> None:
        self._table = table
        self._years = table.years
        self._month = month_named(table.account.sheet)
        self._known: dict[Cell, Day] = {}
        self._sections = 0

    def read(self, cell: Cell, field: str) -> Day:
        if self._sections != self._years.sections:
            self._sections = self._years.sections
            self._month = self._years.month or self._month
            self._known.clear()
        found = self._known.get(cell) if not isinstance(cell, bool) else None
        if found is None:
            found = self._read(cell, field)
            if len(self._known) < 20_000:
                self._known[cell] = found
        return found

    def _read(self, cell: Cell, field: str) -> Day:
        day: Day
        if isinstance(cell, date):
            day = reading(dates.day, cell, field)
            return day
        whole = self._of_month(cell)
        year = self._year_for(cell, field)
        if whole is not None:
            day = reading(dates.day, whole, field)
        else:
            day = reading(dates.day, cell, field, year, date1904=self._table.grid.date1904)
        return day

    def _of_month(self, cell: Cell) -> str | None:
        """14日 (or 14) on the sheet 2024年7月."""
        if self._month is None or (year := self._years.of(self._month)) is None:
            return None
        if isinstance(cell, float | int):
            text = f"{cell:g}"
        else:
            text = half_width(cell) if isinstance(cell, str) else ""
        only = _ONLY_DAY.fullmatch(text)
        return f"{year}-{self._month:02d}-{int(only[1]):02d}" if only else None

    def _year_for(self, cell: Cell, field: str) -> int | None:
        """The sheet's year for the month in the cell; asked for where nothing names it."""
        text = half_width(as_typed(cell))
        named = _MONTH.search(text)
        if _YEAR.search(text) or named is None:
            return self._years.only
        month = int(named[1])
        year = self._years.of(month)
        if year is not None or not _could_be_a_day(text):
            return year
        return self._ask(cell, field)

    def _ask(self, cell: Cell, field: str) -> int:
        account = self._table.account
        this = datetime.now().astimezone().year
        question = Question(
            f"year:{account.file}:{account.sheet}",
            Both(
                "工作表“{sheet}”（{file}）里的日期没有写年份，是哪一年？",
                "The days in sheet “{sheet}” ({file}) have no year. Which year is it?",
            ).put(sheet=account.sheet, file=account.file),
            [Choice(str(y), Both(f"{y}年", str(y))) for y in range(this + 1, this - 9, -1)],
            kind="year",
        )
        choice = self._table.ask(question)
        if choice is None:
            reason = waiting(cell, question)
            raise Refuse(reason, field=field, cell=cell, question=question.id)
        return int(choice)


def _could_be_a_day(text: str) -> bool:
    try:
        dates.day(text, 2024)
    except Bad:
        return False
    return True
