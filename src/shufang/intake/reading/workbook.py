"""Excel's own formats and OpenDocument, through calamine."""

import re
import zipfile
from collections.abc import Iterator
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
    XmlError,
    ZipError,
    load_workbook,
)

from shufang.intake.reading import limits
from shufang.intake.reading.archive import damaged, encrypted, too_many_sheets
from shufang.intake.reading.book import Cell, Unreadable
from shufang.intake.reading.sources import Found

_BROKEN = (CalamineError, XmlError, ZipError, WorksheetNotFound, OSError, ValueError)
_LARGEST_EXACT = 1e15  # whole numbers below it are told apart by a float


class Workbook:
    def __init__(self, path: str, kind: str) -> None:
        self.format = kind
        self.date1904 = _counts_from_1904(path, kind)
        self._file = open(path, "rb")  # noqa: SIM115 (a file, not a path: calamine trusts endings)
        try:
            self._book = load_workbook(self._file)
        except PasswordError:
            raise encrypted() from None
        except _BROKEN:
            raise (encrypted() if kind == "xls" and _locked(path) else damaged()) from None

    def sheets(self) -> Iterator[Found]:
        about = self._book.sheets_metadata
        if len(about) > limits.SHEETS:
            raise too_many_sheets(len(about))
        for number, sheet in enumerate(about):
            if sheet.typ not in (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet):
                continue  # charts and dialogs
            try:
                found = self._book.get_sheet_by_index(number)
                yield _found(found, visible=sheet.visible == SheetVisibleEnum.Visible)
            except _BROKEN:
                raise Unreadable(
                    f"工作表“{sheet.name}”的内容已损坏，读不出来。请在 Excel 或 WPS 中打开修复，"
                    "另存后再上传。",
                    f"Sheet “{sheet.name}” is damaged. Let Excel or WPS repair it, save the file "
                    "and upload that.",
                ) from None


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
            for first, last in (sheet.merged_cell_ranges or [])[: limits.MERGED]
        ],
    )


def _rows(sheet: CalamineSheet, top: int) -> Iterator[list[Cell]]:
    for number, row in enumerate(sheet.iter_rows()):
        if number >= top:
            yield [_plain(cell) for cell in row]


def _plain(cell: Any) -> Cell:
    kind = type(cell)
    if kind is str:
        return cell or None
    if kind is float and cell.is_integer() and -_LARGEST_EXACT < cell < _LARGEST_EXACT:
        return int(cell)
    return cell  # type: ignore[no-any-return]


def _counts_from_1904(path: str, kind: str) -> bool:
    if kind == "xlsx":
        with zipfile.ZipFile(path) as archive:
            try:
                with archive.open("xl/workbook.xml") as part:
                    head = part.read(limits.MIB)
            except (KeyError, zipfile.BadZipFile, EOFError, OSError):
                return False
        return re.search(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904=\"(?:1|true)\"", head) is not None
    if kind == "xls":
        with open(path, "rb") as file:
            return b"\x22\x00\x02\x00\x01\x00" in file.read(limits.MIB)  # the record DATEMODE
    return False


def _locked(path: str) -> bool:
    """Whether an .xls carries FILEPASS among its first records."""
    with open(path, "rb") as file:
        raw = file.read(limits.MIB)
    for begin in re.finditer(rb"\x09\x08\x10\x00\x00\x06", raw):
        at = begin.start()
        for _ in range(5):
            kind = int.from_bytes(raw[at : at + 2], "little")
            if kind == 0x2F:
                return True
            at += 4 + int.from_bytes(raw[at + 2 : at + 4], "little")
    return False
