"""Questions and answers: what is asked of the lake, and what it says."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shufang.lake.definitions import Column
from shufang.shared.language import in_english
from shufang.shared.period import Period

Key = int | str | date
Where = Mapping[str, Key | Collection[Key]]


@dataclass(frozen=True)
class Question:
    """One figure over one period, broken down by dimensions and kept to some of their keys."""

    code: str
    period: Period
    by: tuple[str, ...] = ()
    where: tuple[tuple[str, tuple[Key, ...]], ...] = ()

    @classmethod
    def of(
        cls, code: str, period: Period, by: Sequence[str] = (), where: Where | None = None
    ) -> "Question":
        """A question that can be a key of a cache; `where` allows one key or several."""
        kept = (
            (name, (keys,) if isinstance(keys, int | str | date) else tuple(keys))
            for name, keys in sorted((where or {}).items())
        )
        return cls(code, period, tuple(by), tuple(kept))


@dataclass(frozen=True)
class AnswerRow:
    """One cell. `value` None is not known, which is never zero; `missing` and `estimated` count
    rows of the fact (for a ratio: cells); `share` is the part of the total, where parts add up."""

    keys: tuple[Key, ...]  # ids of sites, towns and categories; the first day of a month; codes
    names: tuple[str, ...]  # Chinese; a month is "2025-03", a year "2025"
    value: int | float | None
    missing: int
    estimated: int
    names_en: tuple[str, ...] = ()
    share: float | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The names in the language of the page; what has no English name keeps its own."""
        return self.names_en if in_english() else self.names


@dataclass(frozen=True)
class Answer:
    """A breakdown lists the cells that have rows, in the order of their dimensions, and the total
    beside them (distinct counts and ratios do not add up). Without `by` there is only the total."""

    code: str
    unit: str
    period: Period
    by: tuple[str, ...]
    rows: tuple[AnswerRow, ...]
    total: AnswerRow


@dataclass(frozen=True)
class Rows:
    """The rows behind a cell, one page of `total`. A row holds the columns' values by code; keys
    that have a name also have it as `site_name` and `site_name_en`."""

    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Any], ...]
    total: int
