"""The tables of a plan: what they are called and what their columns hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import floatformat
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


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


def yuan(fen: int) -> str:
    """1250 -> 12.50."""
    return f"{fen / 100:.2f}"


def in_yuan(fen: int) -> str:
    """1250 -> 12.50 元, 72000 -> 720 元."""
    return _("%(yuan)s 元") % {"yuan": floatformat(fen / 100, -2)}


def budget_line(row: Mapping[str, Any]) -> int:
    """What a line of the budget costs, in fen; without a quantity it is one."""
    price, quantity = row.get("unit_price"), row.get("quantity")
    return (price or 0) * (1 if quantity is None else quantity)


def budget_total(rows: Iterable[Mapping[str, Any]]) -> int:
    """In fen."""
    return sum(map(budget_line, rows))


def cell_text(column: Column, value: Any) -> str:
    """A cell as a person would type it."""
    if value is None or value is False:
        return ""
    if column.kind == "money":
        return yuan(value)
    if isinstance(value, list):
        return _("、").join(map(str, value))
    return "1" if value is True else str(value)
