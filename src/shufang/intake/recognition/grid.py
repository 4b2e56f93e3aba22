"""One sheet as a field of cells that knows its merged cells."""

from dataclasses import dataclass, field
from functools import cached_property

from shufang.intake.reading.book import Cell, Sheet
from shufang.intake.saying import as_typed


@dataclass
class Grid:
    """Rows and columns are counted from 0 here; `number` gives the spreadsheet's own row."""

    file: str
    sheet: str
    rows: list[list[Cell]]
    first_row: int = 1
    visible: bool = True
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    date1904: bool = False
    above: tuple[str, ...] = ()  # title lines of the sheet, over a table further down or beside

    @classmethod
    def of(cls, file: str, sheet: Sheet, *, date1904: bool = False) -> "Grid":
        top, left = sheet.first_row, sheet.first_column
        merged = [(t - top, a - left, b - top, z - left) for t, a, b, z in sheet.merged]
        return cls(file, sheet.name, sheet.rows, top, sheet.visible, merged, date1904)

    def number(self, row: int) -> int:
        return row + self.first_row

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def text(self, row: int, column: int) -> str:
        """What stands in a cell, a merged cell's text in all of its parts."""
        at = self._origin.get((row, column), (row, column))
        if not (0 <= at[0] < len(self.rows) and 0 <= at[1] < len(self.rows[at[0]])):
            return ""
        return as_typed(self.rows[at[0]][at[1]]).strip()

    def origin(self, row: int, column: int) -> tuple[int, int]:
        """The upper left cell of the merged cell that this one is a part of."""
        return self._origin.get((row, column), (row, column))

    @cached_property
    def _origin(self) -> dict[tuple[int, int], tuple[int, int]]:
        parts: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in self.merged:
            if top > 60:
                continue  # headers lie above; the body is filled by `fill_down`
            for row in range(top, min(bottom, top + 60) + 1):
                for column in range(left, min(right, self.width) + 1):
                    parts[row, column] = (top, left)
        return parts

    def fill_down(self, columns: set[int], below: int) -> None:
        """Write a merged cell's value into each of its rows, in the columns named."""
        for top, left, bottom, _right in self.merged:
            if left not in columns or bottom == top or not below < top < len(self.rows):
                continue
            for row in range(top + 1, min(bottom, len(self.rows) - 1) + 1):
                if is_blank(self.rows[row][left]):
                    self.rows[row][left] = self.rows[top][left]

    def filled(self, row: int) -> list[int]:
        """The columns of a row that hold something."""
        return [index for index, cell in enumerate(self.rows[row]) if not is_blank(cell)]


def is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip("\u200b\ufeff\u3000 \t\r\n"))
