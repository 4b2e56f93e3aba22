"""What the cells under a heading say about it."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from itertools import pairwise

from shufang.intake.columns import Shape
from shufang.intake.reading.book import Cell
from shufang.intake.recognition.grid import Grid, is_blank
from shufang.intake.values import Bad, dates, hours, numbers

# Whether it fits the day is known only with the right year, which the sheet may name elsewhere.
_WEEKDAY = re.compile(r"[(（]?(?:周|星期|礼拜)[一二三四五六日天末1-7][)）]?")
SAMPLE = 60  # rows looked at: enough to tell, and quick on the longest sheet


class Evidence:
    """Looks at the first filled rows below the header, each column once for each question."""

    def __init__(self, grid: Grid, below: int) -> None:
        self._grid = grid
        self._below = below
        self._cells: dict[int, list[Cell]] = {}
        self._shares: dict[tuple[int, str], float] = {}

    def cells(self, column: int) -> list[Cell]:
        if column not in self._cells:
            rows = self._grid.rows[self._below + 1 : self._below + 1 + 3 * SAMPLE]
            self._cells[column] = [row[column] for row in rows if not is_blank(row[column])][
                :SAMPLE
            ]
        return self._cells[column]

    def fits(self, column: int, shape: Shape) -> float:
        """The share of the filled cells that can be read as such values."""
        return self.share(column, shape.value, lambda cell: fits(cell, shape))

    def share(self, column: int, test: str, holds: Callable[[Cell], bool]) -> float:
        key = (column, test)
        if key not in self._shares:
            cells = self.cells(column)
            self._shares[key] = sum(map(holds, cells)) / len(cells) if cells else 0.0
        return self._shares[key]

    def wordiness(self, column: int) -> float:
        """How much a column looks like titles: long texts that seldom repeat."""
        texts = [cell for cell in self.cells(column) if isinstance(cell, str)]
        if len(texts) < 2 or len(texts) < 0.8 * len(self.cells(column)):
            return 0.0
        if self.fits(column, Shape.DAY) > 0.5 or self.fits(column, Shape.COUNT) > 0.5:
            return 0.0
        variety = len(set(texts)) / len(texts)
        return variety * min(10.0, sum(map(len, texts)) / len(texts))

    def is_ordinal(self, column: int) -> bool:
        """1, 2, 3 and so on: the row's number, and no figure."""
        seen = [cell for cell in self.cells(column) if isinstance(cell, int | float)]
        steps = sum(1 for a, b in pairwise(seen) if b - a == 1)
        return len(seen) > 2 and steps >= 0.8 * (len(seen) - 1)


def fits(cell: Cell, shape: Shape) -> bool:
    """Whether a cell can be read as such a value."""
    if shape is Shape.TEXT:
        return isinstance(cell, str)
    if shape is Shape.LINK:
        return isinstance(cell, str) and ("://" in cell or cell.strip().startswith("www."))
    try:
        return _reads(cell, shape)
    except Bad:
        return False


def _reads(cell: Cell, shape: Shape) -> bool:
    if shape is Shape.DAY:
        if isinstance(cell, int | float):
            return 36526 <= cell < 58000  # a serial of this century, and not just any number
        dates.day(_WEEKDAY.sub("", cell) if isinstance(cell, str) else cell, 2024)
    elif shape is Shape.MONTH:
        dates.month(cell, 2024)
    elif shape is Shape.TIME:
        if isinstance(cell, datetime | date) and not isinstance(cell, time):
            return isinstance(cell, datetime) and cell.time() != time()
        dates.times(cell)
    elif shape is Shape.COUNT:
        return not isinstance(cell, date) and numbers.count(cell) is not None
    elif shape is Shape.COORDINATE:
        numbers.coordinate(cell, "longitude")
    elif shape is Shape.HOURS:
        hours.hours(cell)
    return True
