"""The tables of a plan: rows typed one under the other, with and without a script.

A cell is called "flow-0-step". Empty rows fall away; "add a row" is an ordinary button of the form.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from shufang.activities.queries.planning.tables import (
    SHAPES,
    Column,
    Shape,
    budget_total,
    cell_text,
)
from shufang.shared.text import typed

MOST = 60  # rows of a table
LONGEST = 300  # characters of a cell
CELL = re.compile(r"[a-z]+-(\d{1,3})-[a-z_]+")


@dataclass
class Typed:
    """A table as typed: what the page shows again, and after `clean` what is kept."""

    shape: Shape
    rows: list[dict[str, str]]
    errors: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[list[tuple[Column, str, str]]]:
        """Rows of (column, name of the input, its text) for the page, one empty row at least."""
        shown = self.rows or [{}]
        return [self.line(str(n), row) for n, row in enumerate(shown)]

    @property
    def is_filled(self) -> bool:
        """Whether to show it unfolded: something was typed, or another row was asked for."""
        typed_in = (
            row.get(c.code) for row in self.rows for c in self.shape.columns if c.kind != "choice"
        )
        return len(self.rows) > 1 or any(typed_in)

    @property
    def pattern(self) -> list[tuple[Column, str, str]]:
        """An empty row for the script to copy."""
        return self.line("__", {})

    def line(self, number: str, row: Mapping[str, str]) -> list[tuple[Column, str, str]]:
        code = self.shape.code
        return [(c, f"{code}-{number}-{c.code}", row.get(c.code, "")) for c in self.shape.columns]

    @property
    def total(self) -> int:
        """In fen, of what can be read of a budget."""
        return budget_total(self.clean(quiet=True))

    def clean(self, *, quiet: bool = False) -> list[dict[str, Any]]:
        """The rows with values; cells that make no sense are told in `errors`."""
        found = []
        errors: list[str] = []
        for number, row in enumerate(self.rows, 1):
            values: dict[str, Any] = {}
            for column in self.shape.columns:
                try:
                    values[column.code] = _value(column, row.get(column.code, ""))
                except ValueError as error:
                    errors.append(
                        _("%(table)s第 %(row)s 行，%(column)s：%(error)s")
                        % {
                            "table": self.shape.title,
                            "row": number,
                            "column": column.label,
                            "error": error,
                        }
                    )
            if any(row.get(c.code, "") for c in self.shape.columns if c.kind != "choice"):
                found.append(values)
        if not quiet:
            self.errors = errors
        return found

    def add_row(self) -> None:
        if len(self.rows) < MOST:
            self.rows = [*(self.rows or [{}]), {}]


def from_post(code: str, data: Mapping[str, Any]) -> Typed:
    """What somebody typed into a table, in the order of its rows."""
    shape = SHAPES[code]
    start = f"{code}-"
    numbers = {
        int(match[1]) for key in data if key.startswith(start) and (match := CELL.fullmatch(key))
    }
    rows = [
        {c.code: typed(str(data.get(f"{code}-{n}-{c.code}", "")), LONGEST) for c in shape.columns}
        for n in sorted(numbers)[:MOST]
    ]
    return Typed(shape, rows)


def from_plan(code: str, rows: list[dict[str, Any]]) -> Typed:
    """What a plan keeps, as texts to type on."""
    shape = SHAPES[code]
    return Typed(
        shape, [{c.code: cell_text(c, row.get(c.code)) for c in shape.columns} for row in rows]
    )


def _value(column: Column, text: str) -> Any:
    if column.kind == "check":
        return bool(text)
    if column.kind == "money":
        return _fen(text)
    if column.kind == "number":
        return _number(text)
    if column.code == "choices":
        return [part.strip() for part in re.split("[、,，;；/\n]", text) if part.strip()]
    if column.kind == "choice":
        return text if text in dict(column.choices) else column.choices[0][0]
    return text


def _number(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or int(text) > 100_000:
        raise ValueError(_("请填整数"))
    return int(text)


def _fen(text: str) -> int | None:
    if not text:
        return None
    try:
        amount = Decimal(text.replace(",", "").replace("，", "").removesuffix("元"))
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or not 0 <= amount <= 10_000_000:
        raise ValueError(_("请填金额，如 12.50"))
    return int((amount * 100).to_integral_value())
