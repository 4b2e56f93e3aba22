"""What comes out of a spreadsheet, whatever it was written with."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(slots=True)
class Sheet:
    """The filled part of one sheet. All rows are equally long; a blank cell is None.

    Row and column numbers are the sheet's own, from 1: `rows[0][0]` lies at
    (`first_row`, `first_column`), and so do the corners of `merged`: top, left, bottom, right.
    """

    name: str
    visible: bool = True
    first_row: int = 1
    first_column: int = 1
    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Book:
    """One file. `date1904`: bare numbers that stand for days count from 1904 in it.

    `format` is what the file really is: xlsx, xlsb, xls, ods or csv. `weight` is about what its
    cells occupy, in bytes.
    """

    name: str
    sheets: list[Sheet]
    date1904: bool = False
    format: str = ""
    weight: int = 0


class Unreadable(Exception):  # noqa: N818 (it names the file, not an error of ours)
    """The file cannot be read, and why: one plain sentence in each language."""

    def __init__(self, reason_zh: str, reason_en: str) -> None:
        super().__init__(reason_zh)
        self.reason_zh = reason_zh
        self.reason_en = reason_en
