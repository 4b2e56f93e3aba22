"""The refused rows as a workbook that can be corrected and imported again."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING

import xlsxwriter

from shufang.intake.plan import Refused

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

REASON = "未导入原因 (reason)"  # an unknown heading: the import leaves this column out
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,6})?")


_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,  # rows go to the disk as they come, however many there are
}


def write_refused_rows(*, refused: Iterable[Refused], to: Path | IO[bytes]) -> None:
    """One sheet for each table of origin, under its own name and headings; changes nothing else.

    Name and title are kept because they may hold the year of its days; the line above the header
    says which file it came from. Cells are written as text or plain numbers, never as formulas.
    """
    with xlsxwriter.Workbook(to if not isinstance(to, Path) else str(to), _OPTIONS) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        red = book.add_format({"font_color": "#B3261E", "text_wrap": True})
        pages: dict[tuple[str, ...], _Page] = {}
        taken: set[str] = set()
        for row in refused:
            headings = tuple(heading for heading, _ in row.cells)
            key = (row.file, row.sheet, row.title, *headings)
            if key not in pages:
                page = book.add_worksheet(_sheet_name(row.sheet, taken))
                pages[key] = _Page(page, row, headings, bold)
            pages[key].write(row, red)
        if not pages:
            book.add_worksheet("没有未导入的行")


class _Page:
    """One sheet that is being written, line by line."""

    def __init__(
        self, page: "Worksheet", first: Refused, headings: tuple[str, ...], bold: "Format"
    ) -> None:
        self._page, self._width = page, len(headings)
        page.set_column(0, max(self._width - 1, 0), 14)
        page.set_column(self._width, self._width, 70)
        lines = [first.title, f"{first.file} › {first.sheet}"]
        self._next = 0
        for line in filter(None, lines):
            page.write_string(self._next, 0, line)
            self._next += 1
        for column, heading in enumerate((*headings, REASON)):
            page.write_string(self._next, column, heading, bold)

    def write(self, row: Refused, red: "Format") -> None:
        self._next += 1
        for column, (_heading, cell) in enumerate(row.cells):
            _write(self._page, self._next, column, cell)
        text = f"{row.column}：{row.reason.zh} / {row.reason.en}"
        self._page.write_string(self._next, self._width, text.lstrip("："), red)


def _write(page: "Worksheet", row: int, column: int, cell: str) -> None:
    if _NUMBER.fullmatch(cell):
        page.write_number(row, column, float(cell))
    elif cell:
        page.write_string(row, column, cell[:32_767])


def _sheet_name(sheet: str, taken: set[str]) -> str:
    base = re.sub(r"[\[\]:*?/\\]", " ", sheet).strip("' ")[:28] or "rows"
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        name = f"{base[:25]} ({number})"
    taken.add(name.casefold())
    return name
