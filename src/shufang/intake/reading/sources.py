"""What a file really is, and its sheets, whichever format it has."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from shufang.intake.reading.book import Cell, Unreadable


@dataclass(slots=True)
class Found:
    """One sheet on its way out: what is known at its head, and its rows as they come."""

    name: str
    rows: Iterable[list[Cell]]
    width: int = 0
    visible: bool = True
    first_row: int = 1
    first_column: int = 1
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def about(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "visible": self.visible,
            "first_row": self.first_row,
            "first_column": self.first_column,
            "merged": self.merged,
        }


class Source(Protocol):
    format: str
    date1904: bool

    def sheets(self) -> Iterator[Found]: ...


def open_source(path: str) -> Source:
    """The file by its content: an archive, an old binary workbook, or text."""
    with open(path, "rb") as file:
        head = file.read(4096)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from shufang.intake.reading.workbook import Workbook

        return Workbook(path, "xlsx")
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        from shufang.intake.reading.workbook import Workbook

        return Workbook(path, "xls")
    raise Unreadable("这不是表格文件。", "This is not a spreadsheet.")
