"""What an import would do, row by row: the account that never loses one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import overload

from shufang.intake.questions import Question
from shufang.intake.reading.book import Cell
from shufang.intake.saying import Both, as_typed


@dataclass(slots=True)
class Mapped:
    """A heading and the field it was taken for; an empty field is a heading left out."""

    heading: str
    field: str
    label: Both
    sure: float


@dataclass(slots=True)
class SheetAccount:
    """read = imported + duplicates + ignored + refused."""

    file: str
    sheet: str
    kind: str
    read: int = 0
    imported: int = 0
    duplicates: int = 0
    ignored: int = 0
    refused: int = 0
    header_row: int = 0  # the spreadsheet's own number
    shape: str = ""  # under which a confirmed mapping is remembered
    mapped: list[Mapped] = field(default_factory=list)
    note: Both | None = None

    def counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in COUNTS}


COUNTS = ("read", "imported", "duplicates", "ignored", "refused")


@dataclass(slots=True)
class FileAccount:
    file: str
    sheets: list[SheetAccount] = field(default_factory=list)
    error: Both | None = None


class Typed(Sequence[tuple[str, str]]):
    """A row's headings and cells as typed, spelled out only when somebody looks.

    A hundred thousand refused rows would otherwise be a million strings.
    """

    __slots__ = ("_cells", "_columns")

    def __init__(self, columns: Sequence[tuple[int, str]], cells: Sequence[Cell]) -> None:
        self._columns = columns  # number and heading
        self._cells = cells

    def __len__(self) -> int:
        return len(self._columns)

    @overload
    def __getitem__(self, place: int) -> tuple[str, str]: ...
    @overload
    def __getitem__(self, place: slice) -> list[tuple[str, str]]: ...
    def __getitem__(self, place: int | slice) -> tuple[str, str] | list[tuple[str, str]]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        column, heading = self._columns[place]
        return heading, as_typed(self._cells[column])


@dataclass(slots=True)
class Refused:
    """One row that is not imported; `cells` are its headings and cells as typed, in order.

    `title` is what stood over its table: the year of its days may be written nowhere else.
    """

    file: str
    sheet: str
    row: int
    column: str
    value: str
    reason: Both
    cells: Sequence[tuple[str, str]] = ()
    title: str = ""


@dataclass(slots=True)
class Duplicate:
    """A row and the one it repeats, side by side; `differences` are field, this, the other."""

    file: str
    sheet: str
    row: int
    text: str
    other: str
    differences: list[tuple[Both, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Comparison:
    """A total the file states about itself, and what was found."""

    file: str
    sheet: str
    row: int
    what: str  # activities, sign_ins, attendees, media_reports, loans, visits, new_cards, sites
    of: str  # "" for the whole, else the class, room or month it is about
    stated: int
    found: int

    @property
    def agrees(self) -> bool:
        return self.stated == self.found


@dataclass(slots=True)
class Preview:
    """All that is known about an import before it is committed."""

    files: list[FileAccount] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    comparisons: list[Comparison] = field(default_factory=list)

    @property
    def sheets(self) -> list[SheetAccount]:
        return [sheet for file in self.files for sheet in file.sheets]

    @property
    def totals(self) -> dict[str, int]:
        return {name: sum(getattr(sheet, name) for sheet in self.sheets) for name in COUNTS}

    @property
    def unreadable(self) -> list[FileAccount]:
        return [file for file in self.files if file.error]

    @property
    def changes_nothing(self) -> bool:
        return self.totals["imported"] == 0


class Tally:
    """Running sums of what was found: per file, and there per class, room and month."""

    def __init__(self) -> None:
        self._sums: dict[str, Counter[tuple[str, str]]] = {}

    def of(self, file: str) -> Counter[tuple[str, str]]:
        """The sums of one file by (what, of); `of` is "" for the whole file."""
        return self._sums.setdefault(file, Counter())

    def found(self, what: str, of: str, file: str) -> int | None:
        """The sum in this file or, if it has none of its kind, in all; None: nowhere any."""
        here = self._sums.get(file, Counter())
        if (what, "") in here:
            return here[what, of]
        if not any((what, "") in sums for sums in self._sums.values()):
            return None
        return sum(sums[what, of] for sums in self._sums.values())


@dataclass(slots=True)
class Stated:
    """A total some sheet states, to be compared once everything is counted."""

    file: str
    sheet: str
    row: int
    what: str
    of: str
    amount: int
    found: int | None = None  # already known, as for the subtotal of a sheet
