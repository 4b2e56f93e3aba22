"""The records of one recognised sheet, with everything that is not a record counted on the way."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from shufang.intake.plan import Refused, SheetAccount, Typed
from shufang.intake.questions import Question
from shufang.intake.reading.book import Cell
from shufang.intake.recognition.grid import Grid, is_blank
from shufang.intake.recognition.headings import Heading, fold
from shufang.intake.recognition.matching import Match
from shufang.intake.recognition.rows import Row, Sorter
from shufang.intake.recognition.sheets import title_lines
from shufang.intake.recognition.years import Years
from shufang.intake.saying import Both, Refuse, as_typed

Ask = Callable[[Question], str | None]
TITLE = 200  # characters kept of a title


class Table:
    """What an importer's `take` works through."""

    def __init__(
        self, grid: Grid, match: Match, years: Years, account: SheetAccount, ask: Ask
    ) -> None:
        self.ask = ask
        self.grid = grid
        self.match = match
        self.years = years
        self.account = account
        self.totals: list[tuple[int, Sequence[Cell]]] = []  # subtotal rows, with their place
        self.on_total: Callable[[int, Sequence[Cell]], None] | None = None
        self.end = len(grid.rows)
        self._reasons: dict[Both, Both] = {}  # one of a kind, for thousands of rows
        self._section = ""  # the line that names the year of the rows at hand

    def index(self, field: str) -> int | None:
        """The column that fills a field."""
        return self.match.columns.get(field)

    def heading_of(self, column: int | None) -> str:
        return self.match.headings[column].text if column is not None else ""

    def heading(self, field: str) -> str:
        return self.heading_of(self.index(field))

    def source(self, number: int) -> str:
        return f"{self.account.file} › {self.account.sheet} › {number}"[:255]

    def records(self, keys: Sequence[int]) -> Iterator[tuple[int, list[Cell]]]:
        """The spreadsheet's row number and cells of each record; the rest is only counted."""
        said = {heading.column: _forms(heading) for heading in self.match.headings}
        sorter = Sorter(said, keys, self.match.ordinal, lines=bool(self.match.sections))
        account, first = self.account, self.grid.first_row
        rows = self.grid.rows
        for index in range(self.match.bottom + 1, self.end):
            cells = rows[index]
            row = sorter.sort(cells)
            if row is Row.BLANK:
                continue
            account.read += 1
            if row is Row.RECORD:
                yield index + first, cells
                continue
            account.ignored += 1
            if row is Row.NOTE:
                self._begin_section([cell for cell in cells if isinstance(cell, str) and cell])
            if row is Row.TOTAL:
                self.totals.append((index + first, cells))
                if self.on_total is not None:
                    self.on_total(index + first, cells)

    def _begin_section(self, texts: Sequence[str]) -> None:
        """A line of its own may say whose the rows below are: 2024年7月, 太平智慧书房."""
        if len(texts) != 1:
            return
        before = self.years.sections
        self.years.begin(texts[0].strip())
        if before != self.years.sections and Years(texts).known:
            self._section = texts[0].strip()[:TITLE]
        for code, book in self.match.sections.items() if before == self.years.sections else ():
            self.match.constants[code] = book.meant_by(texts[0]) or texts[0].strip()

    def refused(self, number: int, cells: Sequence[Cell], refusal: Refuse) -> Refused:
        """The refusal of a row, with the cells it needs to be corrected and imported again."""
        column = self.index(refusal.field)
        value = refusal.cell if refusal.cell is not None else _cell(cells, column)
        return Refused(
            self.account.file,
            self.account.sheet,
            number,
            self.heading_of(column) or refusal.field,
            as_typed(value),
            self._reasons.setdefault(refusal.reason, refusal.reason),
            Typed(self._named, cells),
            self._section or self._title,
        )

    @cached_property
    def _named(self) -> list[tuple[int, str]]:
        """The columns that have a heading or, without one, some content."""
        rows = self.grid.rows[self.match.bottom + 1 :]
        return [
            (heading.column, heading.text)
            for heading in self.match.headings
            if heading.parts or any(not is_blank(row[heading.column]) for row in rows)
        ]

    @cached_property
    def _title(self) -> str:
        """The line over the table that names its year, if one does."""
        lines = title_lines(self.grid, self.match.top)
        return next((line for line in lines if Years([line]).known), "")[:TITLE]


def _forms(heading: Heading) -> set[str]:
    return {*(fold(part) for part in heading.parts), *heading.forms}


def _cell(cells: Sequence[Cell], column: int | None) -> Cell:
    return cells[column] if column is not None else None
