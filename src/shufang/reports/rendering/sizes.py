"""The measure of a page in each style, and how large pictures print. All in millimetres."""

import math
import re
from dataclasses import dataclass

from shufang.reports.document import Style, Table
from shufang.reports.rendering.pictures import Photo
from shufang.shared.charts.theme import room_for


@dataclass(frozen=True)
class Measure:
    width: float  # of the text
    tallest: float  # a picture with its caption still fits a page


MEASURE: dict[Style, Measure] = {"gongwen": Measure(156, 190), "huace": Measure(162, 215)}


def chart_size(svg: bytes, style: Style) -> tuple[float, float]:
    """As wide as the text, unless it then is too tall."""
    found = re.search(rb'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    width, height = (float(found[1]), float(found[2])) if found else (2.0, 1.0)
    return _fitted(width, height, MEASURE[style], MEASURE[style].width)


def photo_size(photo: Photo, style: Style) -> tuple[float, float]:
    """Upright photos at most 120 mm tall: a page is not one photo."""
    limit = Measure(MEASURE[style].width, 120)
    return _fitted(photo.width, photo.height, limit, limit.width)


def _fitted(width: float, height: float, limit: Measure, wanted: float) -> tuple[float, float]:
    scale = min(wanted / width, limit.tallest / height)
    return round(width * scale, 2), round(height * scale, 2)


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
    whole = MEASURE[style].width
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
    return widths


def _lines(wide: list[list[float]], lines: list[list[int]], column: int, width: float) -> int:
    """How many lines all rows take together when the column is as wide as that."""
    inner = width - PADDING
    return sum(
        max(math.ceil(cells[column] / inner), *(n for i, n in enumerate(row) if i != column), 1)
        for cells, row in zip(wide, lines, strict=True)
    )


# Where the title of a report may be cut without tearing a word.
TITLE_WORDS = (
    "项目",
    "年度",
    "运营",
    "总结",
    "工作",
    "活动",
    "报告",
    "阅读",
    "服务",
    "绩效",
    "评价",
)
TITLE_CHARACTERS: dict[Style, float] = {"gongwen": 20, "huace": 13}


def title_lines(title: str, style: Style) -> list[str]:
    """The title on lines of about the same length, so that no single word stands alone.

    A line break in the title is kept; a Latin title is left to the renderer.
    """
    if "\n" in title or not any(char > "\u2e7f" for char in title):
        return title.split("\n")
    lines = math.ceil(len(title) / TITLE_CHARACTERS[style])
    rest, found = title, []
    for left in range(lines, 1, -1):
        even = len(rest) / left
        cuts = [i for i in range(2, len(rest) - 1) if rest.startswith(TITLE_WORDS, i)]
        near = [i for i in cuts if abs(i - even) <= 3 and i <= TITLE_CHARACTERS[style]]
        cut = min(near, key=lambda i: abs(i - even)) if near else round(even)
        found.append(rest[:cut])
        rest = rest[cut:]
    return [*found, rest]
