"""Excel's own formats and OpenDocument, through calamine."""

from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineSheet, SheetVisibleEnum, load_workbook

from shufang.intake.reading.book import Cell
from shufang.intake.reading.sources import Found


class Workbook:
    def __init__(self, path: str, kind: str) -> None:
        self.format = kind
        self.date1904 = False
        self._book = load_workbook(path)

    def sheets(self) -> Iterator[Found]:
        for number, about in enumerate(self._book.sheets_metadata):
            sheet = self._book.get_sheet_by_index(number)
            yield _found(sheet, visible=about.visible == SheetVisibleEnum.Visible)


def _found(sheet: CalamineSheet, *, visible: bool) -> Found:
    if sheet.start is None:
        return Found(sheet.name, [], visible=visible)
    top, left = sheet.start
    return Found(
        sheet.name,
        _rows(sheet, top),
        width=sheet.width,
        visible=visible,
        first_row=top + 1,
        first_column=left + 1,
        merged=[
            (first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)
            for first, last in sheet.merged_cell_ranges or []
        ],
    )


def _rows(sheet: CalamineSheet, top: int) -> Iterator[list[Cell]]:
    for number, row in enumerate(sheet.iter_rows()):
        if number >= top:
            yield [_plain(cell) for cell in row]


def _plain(cell: Any) -> Cell:
    if cell == "":
        return None
    if type(cell) is float and cell.is_integer() and -1e15 < cell < 1e15:
        return int(cell)
    return cell  # type: ignore[no-any-return]
