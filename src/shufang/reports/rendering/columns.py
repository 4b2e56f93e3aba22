"""How wide the columns of a printed table are, the same in Word and PDF."""

import math
import re
from dataclasses import dataclass

from shufang.reports.document import Style, Table
from shufang.reports.rendering.sizes import MEASURE
from shufang.shared.charts.theme import room_for

POINT = 25.4 / 72
PADDING = 2.4  # left and right of a cell together
STEP = 1.0  # by which a column is cut
SAMPLE = 120  # rows looked at
WORD = re.compile(r"[\x21-\x7e\u00a1-\u024f]+|[^\s]")
KEPT_ROWS = 15  # a table of no more rows is not torn over two pages


@dataclass(frozen=True)
class Sheet:
    """How a table prints: the type in points, the columns in millimetres."""

    size: float
    pitch: float
    small: bool
    widths: tuple[float, ...]


TYPE: dict[Style, tuple[tuple[float, float], tuple[float, float]]] = {
    "gongwen": ((10.5, 17), (9, 14)),
    "huace": ((9.5, 15), (8, 12)),
}


def sheet(table: Table, style: Style) -> Sheet:
    """Columns as wide as their longest cell; where that is too much, some give way.

    A table that would be much too wide prints smaller. Room left over goes to the columns by
    their own `width`.
    """
    whole = MEASURE[style].wide if table.wide else MEASURE[style].width
    texts = table.texts()
    for small, (size, _) in enumerate(TYPE[style]):
        natural = [
            max(_widest(row[index], size) for row in texts) + PADDING
            for index in range(len(table.columns))
        ]
        if sum(natural) <= whole * 1.25 or small:
            break
    over = whole - sum(natural)
    if over >= 0:
        share = sum(column.width for column in table.columns)
        widths = [n + over * c.width / share for n, c in zip(natural, table.columns, strict=True)]
    else:
        widths = _narrowed(texts, natural, whole, size)
    size, pitch = TYPE[style][small]
    return Sheet(size, pitch, bool(small), tuple(round(width, 2) for width in widths))


def _widest(text: str, size: float) -> float:
    """Millimetres of the longest line; bold and Latin letters vary, so a little more."""
    return max(room_for(line, size) for line in text.split("\n")) * POINT * 1.04


def _narrowed(
    texts: list[list[str]], natural: list[float], whole: float, size: float
) -> list[float]:
    """Columns cut until all fit: each time the one whose cells take the fewest lines for it.

    No column is cut below its longest word, a Chinese character being a word.
    """
    rows = texts[:SAMPLE]
    wide = [[_widest(cell, size) for cell in row] for row in rows]
    least = [
        max(max((_widest(word, size) for word in WORD.findall(row[i])), default=0) for row in rows)
        + PADDING
        for i in range(len(natural))
    ]
    widths = list(natural)
    lines = [[1] * len(natural) for _ in rows]
    while sum(widths) > whole:
        open_ = [
            i for i, width in enumerate(widths) if width - STEP >= max(least[i], 3 * size * POINT)
        ]
        if not open_:
            return [width * whole / sum(widths) for width in widths]
        cost = {i: _lines(wide, lines, i, widths[i] - STEP) for i in open_}
        best = min(open_, key=lambda i: (cost[i], -widths[i]))
        widths[best] -= STEP
        for row, cells in zip(lines, wide, strict=True):
            row[best] = math.ceil(cells[best] / (widths[best] - PADDING))
    cut = max(range(len(widths)), key=lambda i: natural[i] - widths[i])
    widths[cut] += whole - sum(widths)
    return widths


def _lines(wide: list[list[float]], lines: list[list[int]], column: int, width: float) -> int:
    """How many lines all rows take together when the column is as wide as that."""
    inner = width - PADDING
    return sum(
        max(math.ceil(cells[column] / inner), *(n for i, n in enumerate(row) if i != column), 1)
        for cells, row in zip(wide, lines, strict=True)
    )
