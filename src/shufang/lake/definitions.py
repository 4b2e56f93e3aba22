"""What a figure is: a fact table, an aggregate over it, and when a row of it is known.

The SQL here is written by us alone, in the part that DuckDB and Spark share; requests only choose
codes from the registry. In it `f` is the fact table.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.utils.functional import Promise

from shufang.shared.language import in_english

Words = Mapping[str, tuple[str, str]]  # code -> 中文, English
Kind = Literal["id", "code", "month", "year"]
ColumnType = Literal["day", "id", "integer", "text", "flag"]


@dataclass(frozen=True)
class Named:
    """Anything with a code and a name in both languages."""

    code: str
    zh: str
    en: str

    @property
    def label(self) -> str:
        """The name in the language of the page."""
        return self.en if in_english() else self.zh


@dataclass(frozen=True)
class NameTable:
    """A small table that names keys: sites, towns, categories. It is read whole at every refresh,
    so a renamed room needs no facts extracted again.

    `rows` gives (id, 中文 name, English name or "", place in the order, further ids...), the last
    ones named by `links` (a site's town).
    """

    name: str
    rows: Callable[[], Iterable[tuple[Any, ...]]]
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dimension(Named):
    """Something figures can be broken down by."""

    key: str  # SQL over f, or over the table it is found through
    kind: Kind
    table: str = ""  # the name table of its keys
    through: str = ""  # a name table joined to f by its own name: a town is found through the site
    choices: Callable[[], Sequence[tuple[str, str | Promise]]] | None = None  # kind "code"
    whole: bool = False  # a breakdown by it alone lists all its keys: events without a row are 0


@dataclass(frozen=True)
class Column(Named):
    """A column of a fact, with what it is called on pages."""

    type: ColumnType


@dataclass(frozen=True)
class FactTable(Named):
    """A kind of row that is counted; `code` is its name in `touch` and its folder in the lake.

    `rows` gives the rows of the month that begins on the given day, in the order of `columns`;
    `months` the first days of all months that have any. Every fact has the columns day and
    estimated.
    """

    grain: str
    columns: tuple[Column, ...]
    dimensions: frozenset[str]
    rows: Callable[[date], Iterable[Sequence[Any]]]
    months: Callable[[], Iterable[date]]
    silence: int | None = (
        None  # what no row at all means: 0 for events, None (not known) for counts
    )
    span: str = ""  # column that is "month" where the row stands for its whole month
    order: str = "f.day"  # of the rows behind a figure


@dataclass(frozen=True)
class Figure(Named):
    """What measures and ratios have in common: their words."""

    unit: str
    unit_en: str
    definition_zh: str  # what counts, what does not, and the source
    definition_en: str

    @property
    def unit_label(self) -> str:
        return self.unit_en if in_english() else self.unit

    def unit_beside(self, value: float | None) -> str:
        """The unit behind a value: 1 activity, 2 activities."""
        return self.unit_en_beside(value) if in_english() else self.unit

    def unit_en_beside(self, value: float | None) -> str:
        if value != 1 or " " in self.unit_en:  # 1.0 sign-ins per activity
            return self.unit_en
        stem = self.unit_en.removesuffix("ies")
        return self.unit_en.removesuffix("s") if stem == self.unit_en else f"{stem}y"

    @property
    def definition(self) -> str:
        return self.definition_en if in_english() else self.definition_zh


@dataclass(frozen=True)
class Measure(Figure):
    """An aggregate over the rows of one fact."""

    fact: FactTable
    value: str  # sum(f.households)
    known: str = "true"  # f.households is not null
    where: str = "true"
    estimate: str = "f.estimated"  # "false" where an estimated head count leaves the figure exact
    additive: bool = True  # the parts of a breakdown add up to the total, so they have a share
    silent: bool = True  # no row at all means what the fact says; False: it is always unknown
    not_by: frozenset[str] = frozenset()  # dimensions of the fact that cut through what is counted
    makes: str = "true"  # of the known rows, those that make the figure
    apart: str = ""  # the column whose different values are counted: rows behind it number them

    @property
    def dimensions(self) -> frozenset[str]:
        return self.fact.dimensions - self.not_by


@dataclass(frozen=True)
class Ratio(Figure):
    """Top over bottom, both summed over the cells of the grain in which both are known."""

    top: Measure
    bottom: Measure
    dimensions: frozenset[str]
    grain: tuple[str, ...] = ("site", "month")
    additive: bool = field(default=False, init=False)
