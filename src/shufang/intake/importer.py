"""What an importer is: one kind of sheet, from its headings to the rows it inserts and undoes."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from shufang.intake.columns import Column
from shufang.intake.models import ImportRun
from shufang.intake.reading.book import Cell
from shufang.intake.recognition.grid import Grid
from shufang.intake.recognition.matching import Match
from shufang.intake.saying import Both, Refuse
from shufang.intake.table import Table
from shufang.intake.values import Bad

if TYPE_CHECKING:
    from shufang.intake.desk import Desk

Reader = Callable[[int, list[Cell]], bool]


class Importer:
    """One kind of sheet. Lives as long as one analysis, and keeps what it planned until `insert`.

    `needs` are the fields without which a sheet is not of this kind; of each group one is enough.
    `words` in the name of a sheet or file speak for the kind. `wordy` fields may be recognised by
    their long texts alone.
    """

    kind: ClassVar[str]
    order: ClassVar[int]
    label: ClassVar[Both]
    columns: ClassVar[tuple[Column, ...]]
    needs: ClassVar[tuple[tuple[str, ...], ...]]
    keys: ClassVar[tuple[str, ...]]  # without these a row is no record
    words: ClassVar[tuple[str, ...]] = ()
    wordy: ClassVar[tuple[str, ...]] = ()
    touches: ClassVar[dict[str, str]] = {}

    def __init__(self, analysis: "Desk") -> None:
        self.analysis = analysis

    # Recognition.

    @classmethod
    def other_layouts(cls, match: Match, grid: Grid, analysis: "Desk") -> Match | None:
        """A reading of the sheet that is not one record a row, such as months side by side."""
        return None

    @classmethod
    def weigh(cls, match: Match, grid: Grid) -> float:
        """What else speaks for (or, below zero, against) this kind; -100 rules it out."""
        return 0.0

    @classmethod
    def doubts(cls, match: Match, numeric: Sequence[int]) -> list[str]:
        """Fields to ask about although the sheet could do without them.

        `numeric` are the columns of figures that no heading explains.
        """
        return []

    # Planning.

    def take(self, table: Table) -> None:
        """Plan every record of a sheet; each row is imported, a duplicate, or refused."""
        account, analysis = table.account, self.analysis
        read = self.reader(table)
        keys = [table.match.columns[key] for key in self.keys if key in table.match.columns]
        for number, cells in table.records(keys):
            try:
                new = read(number, cells)
            except Bad as bad:
                refusal = Refuse(Both(bad.reason_zh, bad.reason_en))
            except Refuse as refused:
                refusal = refused
            else:
                account.imported += new
                account.duplicates += not new
                analysis.tick()
                continue
            account.refused += 1
            analysis.preview.refused.append(table.refused(number, cells, refusal))
            analysis.tick()
        self.done(table)

    def reader(self, table: Table) -> Reader:
        """A function that plans one record: True if new, False if a duplicate."""
        raise NotImplementedError

    def done(self, table: Table) -> None:
        """After the last record of a sheet: compare with the totals it states."""

    # Writing.

    def insert(self, run: ImportRun, told: Callable[[int], None]) -> None:
        """Write what was planned, inside the caller's transaction; tell how many rows are done."""

    def touched(self) -> dict[str, set[date]]:
        """The months of each fact that the planned rows change, by their first day."""
        return {}

    # Undoing.

    @classmethod
    def in_the_way(cls, run: ImportRun) -> list[Both]:
        """Why the run cannot be undone: its rows changed since, or others that need them."""
        return []

    @classmethod
    def delete(cls, run: ImportRun) -> dict[str, set[date]]:
        """Delete the run's rows; the months of each fact that this changes."""
        return {}


def reading(read: Callable[..., Any], cell: Cell, field: str, *arguments: Any, **named: Any) -> Any:
    """Read a cell's value; a bad one refuses the row, naming the field."""
    try:
        return read(cell, *arguments, **named)
    except Bad as bad:
        raise Refuse(Both(bad.reason_zh, bad.reason_en), field=field, cell=cell) from None


def remembering(read: Callable[..., Any], *arguments: Any) -> Callable[[Cell, str], Any]:
    """Like `reading`, but each distinct cell is read once: ledgers repeat themselves."""
    known: dict[Cell, Any] = {}

    def look(cell: Cell, field: str) -> Any:
        if cell.__class__ is bool:  # True would be taken for 1
            return reading(read, cell, field, *arguments)
        try:
            return known[cell]
        except KeyError:
            value = reading(read, cell, field, *arguments)
            if len(known) < 50_000:
                known[cell] = value
            return value

    return look
