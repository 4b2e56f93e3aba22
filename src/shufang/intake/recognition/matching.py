"""Which column of a sheet fills which field, and how surely."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shufang.intake.columns import Column, Shape
from shufang.intake.recognition.evidence import Evidence, fits
from shufang.intake.recognition.grid import Grid
from shufang.intake.recognition.headings import ORDINALS, Heading, likeness

if TYPE_CHECKING:
    from shufang.intake.importer import Importer
    from shufang.intake.names import NameBook

SURE = 0.6  # below this a needed column is asked about


@dataclass
class Match:
    """One way to read a sheet: as which kind, with the header in which rows, column by column.

    `columns` leads from a field to the column that fills it, `constants` from a field to the one
    text that holds for the whole sheet; `missing` are the needed fields that nothing fills.
    `layout` is an importer's own reading of a sheet that is not one record a row.
    """

    importer: "type[Importer]"
    top: int
    bottom: int
    headings: list[Heading]
    columns: dict[str, int] = field(default_factory=dict)
    sure: dict[str, float] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    sections: "dict[str, NameBook]" = field(default_factory=dict)  # named by lines among the rows
    missing: list[str] = field(default_factory=list)
    score: float = 0.0
    layout: Any = None

    @property
    def complete(self) -> bool:
        return not self.missing

    def left_out(self) -> list[Heading]:
        """Headings that fill no field."""
        used = set(self.columns.values())
        return [
            heading
            for heading in self.headings
            if heading.parts and heading.column not in used and heading.plain not in ORDINALS
        ]

    @property
    def ordinal(self) -> int | None:
        return next((h.column for h in self.headings if h.plain in ORDINALS), None)


class Matcher:
    """Assigns the columns of one sheet, under one header, to the fields of one importer."""

    def __init__(
        self, match: Match, grid: Grid, evidence: Evidence, books: "dict[str, NameBook]"
    ) -> None:
        self.match = match
        self.grid = grid
        self.evidence = evidence
        self._books = books
        self._fields = {column.code: column for column in match.importer.columns}

    def run(self, known: dict[str, str] | None = None) -> Match:
        """Headings first, then what the cells look like; `known` is a confirmed mapping."""
        if known is None:
            self._by_headings()
            self._by_cells()
        else:
            self._as_confirmed(known)
        self.settle()
        return self.match

    def settle(self) -> None:
        """Work out what is still missing, and how well the whole fits."""
        match = self.match
        match.missing = [
            group[0]
            for group in match.importer.needs
            if not any(
                match.sure.get(code, 0.0) >= SURE or code in match.constants for code in group
            )
        ]
        needed = {code for group in match.importer.needs for code in group}
        match.score = sum(
            (3.0 if code in needed else 1.0) * match.sure[code] for code in match.columns
        )

    def _as_confirmed(self, known: dict[str, str]) -> None:
        for heading in self.match.headings:
            code = known.get(heading.text, "")
            if code in self._fields and code not in self.match.columns:
                self._assign(code, heading.column, 1.0)

    def _by_headings(self) -> None:
        offers: dict[str, list[tuple[float, int]]] = {code: [] for code in self._fields}
        for heading in self.match.headings:
            for code, likely in likeness(heading, self.match.importer.columns).items():
                score = self._weighed(self._fields[code], heading.column, likely)
                if score > 0:
                    offers[code].append((score, -heading.column))
        for code in self._first():
            self._take_best(offers[code], code)
        rest = {code: found for code, found in offers.items() if code not in self.match.columns}
        for _score, code in sorted(
            ((max(found)[0], code) for code, found in rest.items() if found),
            key=lambda pair: -pair[0],
        ):
            self._take_best(offers[code], code)

    def _take_best(self, offers: list[tuple[float, int]], code: str) -> None:
        taken = self.match.columns.values()
        free = [offer for offer in offers if -offer[1] not in taken]
        if free:
            score, column = max(free)
            self._assign(code, -column, min(score, 1.0))

    def _first(self) -> list[str]:
        """Needed fields choose first, so that 时间 is the date where nothing else is."""
        importer = self.match.importer
        return [*(group[0] for group in importer.needs), *importer.wordy]

    def _weighed(self, column: Column, at: int, likely: float) -> float:
        """Usual headings are believed; the others only when their cells agree."""
        named = self._named(column, at)
        if likely >= 0.9:
            figures = column.shape is Shape.TEXT and self.evidence.fits(at, Shape.COUNT) > 0.9
            return likely + 0.05 * named - (0.05 if figures else 0.0)
        if not self.evidence.cells(at):
            return likely if likely >= 0.7 else 0.0
        if column.names:
            return likely + 0.2 * named
        if column.shape is Shape.TEXT:
            return likely
        return likely if self.evidence.fits(at, column.shape) >= 0.6 else 0.0

    def _named(self, column: Column, at: int) -> float:
        book = self._books.get(column.names)
        if book is None:
            return 0.0
        return self.evidence.share(at, f"names:{column.names}", lambda cell: book.knows(cell))

    def _by_cells(self) -> None:
        """Headings nobody has heard of: known names, days and titles give themselves away."""
        for group in self.match.importer.needs:
            if any(code in self.match.columns for code in group):
                continue
            column = self._fields[group[0]]
            shares = [(self._looks_like(column, at), at) for at in self._free()]
            likely = [(share, at) for share, at in shares if share >= 0.7]
            if len(likely) == 1:
                self._assign(column.code, likely[0][1], 0.8)
        for code in self.match.importer.wordy:
            if code not in self.match.columns:
                shares = [(self.evidence.wordiness(at), -at) for at in self._free()]
                if shares and max(shares)[0] >= 1.5:
                    self._assign(code, -max(shares)[1], 0.5)

    def _looks_like(self, column: Column, at: int) -> float:
        heading = self.match.headings[at].text
        book = self._books.get(column.names)
        if fits(heading, column.shape) if book is None else book.knows(heading):
            return 0.0  # what stands where a heading should is a record itself
        if column.names:
            return self._named(column, at)
        if column.shape in {Shape.DAY, Shape.MONTH}:
            return self.evidence.fits(at, column.shape)
        return 0.0

    def _free(self) -> Sequence[int]:
        return [heading.column for heading in self.match.left_out()]

    def _assign(self, code: str, column: int, sure: float) -> None:
        self.match.columns[code] = column
        self.match.sure[code] = sure
