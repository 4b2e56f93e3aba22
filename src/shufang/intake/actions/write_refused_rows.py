"""The refused rows as a workbook that can be corrected and imported again."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import xlsxwriter

from shufang.intake.plan import Refused

REASON = "未导入原因 (reason)"  # an unknown heading: the import leaves this column out
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,6})?")


def write_refused_rows(*, refused: Sequence[Refused], to: Path | IO[bytes]) -> None:
    """One sheet for each sheet of origin, under its own name and headings; changes nothing else.

    The name is kept because it may hold the year of its days, and the line above the header says
    which file it came from. Cells are written as text or plain numbers, never as formulas.
    """
    with xlsxwriter.Workbook(
        to if not isinstance(to, Path) else str(to),
        {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    ) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        red = book.add_format({"font_color": "#B3261E", "text_wrap": True})
        taken: set[str] = set()
        for (file, sheet, headings), rows in _by_origin(refused).items():
            page = book.add_worksheet(_sheet_name(sheet, taken))
            page.write_string(0, 0, f"{file} › {sheet}")
            for column, heading in enumerate((*headings, REASON)):
                page.write_string(1, column, heading, bold)
            for place, row in enumerate(rows, start=2):
                for column, (_heading, cell) in enumerate(row.cells):
                    _write(page, place, column, cell)
                text = f"{row.column}：{row.reason.zh} / {row.reason.en}"
                page.write_string(place, len(headings), text.lstrip("："), red)
            page.set_column(0, max(len(headings) - 1, 0), 14)
            page.set_column(len(headings), len(headings), 70)
        if not taken:
            book.add_worksheet("没有未导入的行")


def _by_origin(
    refused: Sequence[Refused],
) -> dict[tuple[str, str, tuple[str, ...]], list[Refused]]:
    groups: dict[tuple[str, str, tuple[str, ...]], list[Refused]] = {}
    for row in refused:
        headings = tuple(heading for heading, _ in row.cells)
        groups.setdefault((row.file, row.sheet, headings), []).append(row)
    return groups


def _write(page: "xlsxwriter.worksheet.Worksheet", row: int, column: int, cell: str) -> None:
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
