"""The tables of a plan: rows typed one under the other, with and without a script.

A cell is called "flow-0-step". Empty rows fall away; "add a row" is an ordinary button of the form.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST = 60  # rows of a table
LONGEST = 300  # characters of a cell
CELL = re.compile(r"[a-z]+-(\d{1,3})-[a-z_]+")


@dataclass(frozen=True)
class Column:
    """One column; `kind` is text, time, number, money, choice or check."""

    code: str
    label: str | Promise
    kind: str = "text"
    choices: tuple[tuple[str, str | Promise], ...] = ()
    wide: bool = False


@dataclass(frozen=True)
class Shape:
    """A table of the plan by its code in `Plan` or `Rules`."""

    code: str
    title: str | Promise
    columns: tuple[Column, ...]
    icon: str = "list"


QUESTION_KINDS = (
    ("text", gettext_lazy("一行文字")),
    ("choice", gettext_lazy("选一个")),
    ("yes_no", gettext_lazy("是或否")),
)
SHAPES: dict[str, Shape] = {
    shape.code: shape
    for shape in (
        Shape(
            "flow",
            gettext_lazy("流程"),
            (
                Column("time", gettext_lazy("时间")),
                Column("step", gettext_lazy("环节")),
                Column("content", gettext_lazy("具体内容"), wide=True),
                Column("lead", gettext_lazy("负责人")),
                Column("things", gettext_lazy("物料")),
            ),
            "list-numbers",
        ),
        Shape(
            "staffing",
            gettext_lazy("人员分工"),
            (
                Column("post", gettext_lazy("岗位")),
                Column("people", gettext_lazy("人员")),
                Column("duties", gettext_lazy("职责"), wide=True),
            ),
            "users",
        ),
        Shape(
            "books",
            gettext_lazy("书目"),
            (
                Column("title", gettext_lazy("书名"), wide=True),
                Column("author", gettext_lazy("作者")),
                Column("isbn", "ISBN"),
                Column("copies", gettext_lazy("册数"), "number"),
            ),
            "books",
        ),
        Shape(
            "materials",
            gettext_lazy("物料"),
            (
                Column("name", gettext_lazy("物料名称"), wide=True),
                Column("quantity", gettext_lazy("数量")),
                Column("who", gettext_lazy("准备人")),
                Column("ready", gettext_lazy("已备好"), "check"),
            ),
            "package",
        ),
        Shape(
            "budget",
            gettext_lazy("预算"),
            (
                Column("item", gettext_lazy("项目"), wide=True),
                Column("unit_price", gettext_lazy("单价（元）"), "money"),
                Column("quantity", gettext_lazy("数量"), "number"),
                Column("source", gettext_lazy("经费来源")),
            ),
            "coin",
        ),
        Shape(
            "risks",
            gettext_lazy("风险"),
            (
                Column("risk", gettext_lazy("风险点"), wide=True),
                Column("measure", gettext_lazy("措施"), wide=True),
                Column("who", gettext_lazy("责任人")),
            ),
            "alert-triangle",
        ),
        Shape(
            "questions",
            gettext_lazy("报名时要回答的问题"),
            (
                Column("text", gettext_lazy("问题"), wide=True),
                Column("kind", gettext_lazy("怎么答"), "choice", QUESTION_KINDS),
                Column("choices", gettext_lazy("选项（用顿号隔开）"), wide=True),
                Column("needed", gettext_lazy("必答"), "check"),
            ),
            "help-circle",
        ),
    )
}


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
        return sum(budget_line(row) for row in self.clean(quiet=True))

    def clean(self, *, quiet: bool = False) -> list[dict[str, Any]]:
        """The rows with values; cells that make no sense are told in `errors`."""
        found = []
        errors: list[str] = []
        for number, row in enumerate(self.rows, 1):
            values: dict[str, Any] = {}
            for column in self.shape.columns:
                try:
                    values[column.code] = _value(column, row.get(column.code, "").strip())
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
            if any(row.get(c.code, "").strip() for c in self.shape.columns if c.kind != "choice"):
                found.append(values)
        if not quiet:
            self.errors = errors
        return found

    def add_row(self) -> None:
        if len(self.rows) < MOST:
            self.rows = [*(self.rows or [{}]), {}]


def typed(code: str, data: Mapping[str, Any]) -> Typed:
    """What somebody typed into a table, in the order of its rows."""
    shape = SHAPES[code]
    start = f"{code}-"
    numbers = {
        int(match[1]) for key in data if key.startswith(start) and (match := CELL.fullmatch(key))
    }
    rows = [
        {c.code: str(data.get(f"{code}-{n}-{c.code}", ""))[:LONGEST] for c in shape.columns}
        for n in sorted(numbers)[:MOST]
    ]
    return Typed(shape, rows)


def kept(code: str, rows: list[dict[str, Any]]) -> Typed:
    """What a plan keeps, as texts to type on."""
    shape = SHAPES[code]
    return Typed(
        shape, [{c.code: _text(c, row.get(c.code)) for c in shape.columns} for row in rows]
    )


def yuan(fen: int) -> str:
    """1250 -> 12.50."""
    return f"{fen / 100:.2f}"


def budget_line(row: Mapping[str, Any]) -> int:
    """What a line of the budget costs, in fen; without a quantity it is one."""
    price, quantity = row.get("unit_price"), row.get("quantity")
    return (price or 0) * (1 if quantity is None else quantity)


def _text(column: Column, value: Any) -> str:
    if value is None or value is False:
        return ""
    if column.kind == "money":
        return yuan(value)
    if isinstance(value, list):
        return _("、").join(map(str, value))
    return "1" if value is True else str(value)


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
