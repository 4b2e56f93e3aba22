"""Several tables on one sheet: months below one another, a summary under or beside them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from shufang.intake.recognition import sheets
from shufang.intake.recognition.grid import Grid, is_blank
from shufang.intake.recognition.headings import ORDINALS, Heading, headings, likeness
from shufang.intake.recognition.matching import Match
from shufang.intake.recognition.rows import is_total

if TYPE_CHECKING:
    from shufang.intake.desk import Desk

_PAGE = re.compile(r"第\s*\d+\s*页|共\s*\d+\s*页|[(（]?续[)）]?|page\s*\d+", re.IGNORECASE)
TITLE_CELLS = 3  # a title row holds few texts: title, unit, date
LEAST = 3  # headings of a table of its own
GLANCE = 250  # rows of a table that tell what it is
MOST = 200  # tables on one sheet


@dataclass(slots=True)
class Block:
    """One table of a sheet.

    `below` another, its title and header are rows of that sheet, too; a summary `beside` the
    records is no row of its own.
    """

    grid: Grid
    below: bool = False
    beside: bool = False


def split(grid: Grid, analysis: "Desk") -> list[Block]:
    """The tables of a sheet, each with a header of its own; nearly always just one.

    A table is split off only where it is clear what it holds. A header that is merely printed
    again on each page begins no new one.
    """
    found = sheets.best_reading(grid, analysis)
    if found is None:
        return [Block(grid)]
    first = _with_titles(grid, found.match.top, 0)
    starts = list(_starts(grid, found.match, analysis))
    if first > 1 and _is_table(_rows(grid, 0, first, ()), analysis):
        starts = [*_starts_over(grid, first, analysis), first, *starts]
    blocks = [Block(grid)] if not starts else []
    above: list[str] = []
    for number, start in enumerate([0, *starts] if starts else []):
        end = starts[number] if number < len(starts) else len(grid.rows)
        part = _rows(grid, start, end, above)
        blocks.append(Block(part, below=number > 0))
        if not above:
            above = sheets.title_lines(grid, found.match.top)
    return [part for block in blocks for part in _side_by_side(block, analysis)]


def _starts(grid: Grid, match: Match, analysis: "Desk") -> Iterator[int]:
    """The rows in which tables below the first begin, their titles included."""
    header, titles = _cells(grid, match.top), sheets.title_lines(grid, match.top)
    above, floor, tried = titles, match.bottom + 1, 0
    rows = list(_header_rows(grid, match, analysis))
    for row, following in pairwise([*rows, len(grid.rows)]):
        start = _with_titles(grid, row, floor)
        lines = _lines(grid, start, row)
        if row < floor or (_cells(grid, row) == header and lines in ([], _plain(titles))):
            continue
        tried += 1
        if tried > MOST:
            return
        end = min(start + GLANCE, len(grid.rows) if following - row < 3 else following)
        lower = sheets.best_reading(_rows(grid, start, end, above), analysis)
        if lower is not None and lower.match.complete:
            yield start
            header, titles = _cells(grid, start + lower.match.top), lines
            floor = start + lower.match.bottom + 1


def _starts_over(grid: Grid, end: int, analysis: "Desk") -> list[int]:
    """Where tables begin below the first, but over the one that was understood best."""
    upper = _rows(grid, 0, end, ())
    found = sheets.best_reading(upper, analysis)
    return list(_starts(upper, found.match, analysis)) if found else []


def _is_table(grid: Grid, analysis: "Desk") -> bool:
    found = sheets.best_reading(grid, analysis)
    if found is None or not found.match.complete:
        return False
    spoken = sheets.says(found.match.headings, analysis.words(), analysis.books.get("site"))
    return spoken >= LEAST and found.match.bottom + 1 < len(grid.rows)


def _header_rows(grid: Grid, match: Match, analysis: "Desk") -> Iterator[int]:
    """Rows below the header that speak like one; a quick test spares the long ledgers."""
    words, sites = analysis.words(), analysis.books.get("site")
    signs = words | ORDINALS | {part for h in match.headings for part in h.parts}
    for row in range(match.bottom + 1, len(grid.rows) - 1):
        if signs.isdisjoint(grid.rows[row]):
            continue
        filled = grid.filled(row)
        if len(filled) < LEAST or sheets.is_record(grid, row, sites):
            continue
        spoken = sheets.says(headings(grid, row, double=False), words, sites)
        if spoken >= max(LEAST, 0.6 * len(filled)):
            yield row


def _with_titles(grid: Grid, row: int, floor: int) -> int:
    """Where the title lines over a header begin."""
    start = row
    for above in range(row - 1, floor - 1, -1):
        cells = [grid.rows[above][column] for column in grid.filled(above)]
        texts = [cell for cell in cells if isinstance(cell, str)]
        if len(texts) < len(cells) or len(texts) > TITLE_CELLS or any(map(is_total, texts)):
            break
        if texts:
            start = above
    return start


def _cells(grid: Grid, row: int) -> list[str]:
    return [grid.text(row, column) for column in range(grid.width)]


def _lines(grid: Grid, start: int, row: int) -> list[str]:
    return _plain(sheets.title_lines(_rows(grid, start, row, ()), row - start))


def _plain(lines: Sequence[str]) -> list[str]:
    return [_PAGE.sub("", line) for line in lines]


def _rows(grid: Grid, start: int, end: int, above: Sequence[str]) -> Grid:
    return Grid(
        grid.file, grid.sheet, grid.rows[start:end], grid.first_row + start, grid.visible,
        [(t - start, a, b - start, z) for t, a, b, z in grid.merged if start <= t < end],
        grid.date1904, tuple(above),
    )  # fmt: skip


# Side by side.


def _side_by_side(block: Block, analysis: "Desk") -> list[Block]:
    """Tables with a blank column between them, when the second repeats headings of the first."""
    grid = block.grid
    found = sheets.best_reading(grid, analysis)
    if found is None:
        return [block]
    spans = _spans(grid, found.match.headings)
    if len(spans) < 2 or not _repeat_one_another(spans, found.match.headings, analysis):
        return [block]
    lines = sheets.title_lines(grid, found.match.top)
    parts = [_columns(grid, first, last, lines) for first, last in spans]
    read = [sheets.best_reading(part, analysis) for part in parts]
    known = [
        (part, reading.match)
        for part, reading in zip(parts, read, strict=True)
        if reading is not None and reading.match.complete
    ]
    records = [part for part, match in known if match.importer.kind != "summary"]
    if not records:
        return [block]
    sums = [part for part, match in known if match.importer.kind == "summary"]
    return [
        *(Block(part, below=block.below) for part in records),
        *(Block(part, beside=True) for part in sums),
    ]


def _spans(grid: Grid, found: Sequence[Heading]) -> list[tuple[int, int]]:
    """First and last column of each table that stands by itself."""
    named = {heading.column for heading in found if heading.parts}
    gaps = [
        column
        for column in range(grid.width)
        if column not in named and all(is_blank(row[column]) for row in grid.rows)
    ]
    edges = [-1, *gaps, grid.width]
    spans = [(a + 1, b - 1) for a, b in pairwise(edges) if b - a > 1]
    spans = [(a, b) for a, b in spans if len(named & set(range(a, b + 1))) > 1]
    return spans if len(spans) != 1 else _begun_again(spans[0], found)


def _begun_again(span: tuple[int, int], found: Sequence[Heading]) -> list[tuple[int, int]]:
    """The same, without a blank column between them: the first heading comes again."""
    first, last = span
    begins = [h.column for h in found[first : last + 1] if h.parts == found[first].parts]
    ends = [*(column - 1 for column in begins[1:]), last]
    return [(a, b) for a, b in zip(begins, ends, strict=True) if b > a]


def _repeat_one_another(
    spans: Sequence[tuple[int, int]], found: Sequence[Heading], analysis: "Desk"
) -> bool:
    seen: set[str] = set()
    for first, last in spans:
        here = {h.plain for h in found[first : last + 1] if h.parts}
        for kind in analysis.kinds():
            for heading in found[first : last + 1]:
                sure = likeness(heading, kind.columns)
                here |= {f"{kind.kind} {code}" for code, much in sure.items() if much > 0.9}
        if here & seen:
            return True
        seen |= here
    return False


def _columns(grid: Grid, first: int, last: int, above: Sequence[str]) -> Grid:
    merged = [
        (t, max(a, first) - first, b, min(z, last) - first)
        for t, a, b, z in grid.merged
        if a <= last and z >= first
    ]
    rows = [row[first : last + 1] for row in grid.rows]
    return Grid(
        grid.file, grid.sheet, rows, grid.first_row, grid.visible, merged, grid.date1904,
        tuple(above),
    )  # fmt: skip
