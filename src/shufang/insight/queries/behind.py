"""The rows behind a figure, ready to show: words instead of keys, and the way to each record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shufang.activities.queries.ledger import titles
from shufang.lake import Column as FactColumn
from shufang.lake import Key, Measure, registry, rows_behind
from shufang.shared.language import in_english
from shufang.shared.period import Period
from shufang.shared.tables import Column, Table

# Keys of records and persons, and what only tells rows apart: a link says the first better, nobody
# needs the others.
NOT_SHOWN = {
    "activity", "household", "span", "report", "count", "stream", "kind", "held", "named", "score",
    "again",
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """One row: its cells as shown, and the page of the record it comes from."""

    cells: list[object]
    url: str


@dataclass(frozen=True)
class Behind:
    headings: list[Column]
    rows: list[Shown]
    total: int
    link_at: int  # the cell that carries the way to the record: an activity's title, else the first


def behind(
    code: str, period: Period, cell: Mapping[str, Key], *, limit: int | None, offset: int = 0
) -> Behind:
    """A page of the rows counted in a cell. Raises what `ask` raises."""
    found = rows_behind(code, period, cell, limit=limit, offset=offset)
    columns = [column for column in found.columns if _is_shown(code, column, found.rows)]
    columns.sort(key=lambda column: (column.code != "day", not _is_counted(code, column)))
    has_activity = any(column.code == "activity" for column in found.columns)
    names = titles(row["activity"] for row in found.rows) if has_activity else {}
    headings = [_heading(code, column) for column in columns]
    if has_activity:
        headings.insert(1, Column(_("活动名称")))
    rows = []
    for row in found.rows:
        cells = [_cell(row, column.code) for column in columns]
        if has_activity:
            cells.insert(1, names.get(row["activity"], _("（已删除）")))
        rows.append(Shown(cells, _url(code, row)))
    return Behind(headings, rows, found.total, int(has_activity))


def table_behind(code: str, period: Period, cell: Mapping[str, Key]) -> Table:
    """All the rows as a table to take away."""
    found = behind(code, period, cell, limit=None)
    return Table(registry.measure(code).label, found.headings, (row.cells for row in found.rows))


def _is_shown(code: str, column: FactColumn, rows: Sequence[Mapping[str, Any]]) -> bool:
    """What is counted always stands there; of the rest, columns in which something is said."""
    said = any(row.get(column.code) not in (None, "", False) for row in rows)
    if _is_numbered(code, column):
        return said
    return column.code not in NOT_SHOWN and (said or _is_counted(code, column))


def _is_numbered(code: str, column: FactColumn) -> bool:
    """Whether it tells rows apart by numbers of this list, so that the different ones are seen."""
    return getattr(registry.measure(code), "apart", "") == column.code


def _heading(code: str, column: FactColumn) -> Column:
    if _is_numbered(code, column):
        return Column(_("第几户"), "integer")
    return Column(column.label, _kind(column.type))


def _is_counted(code: str, column: FactColumn) -> bool:
    measure = registry.measure(code)
    return isinstance(measure, Measure) and f"f.{column.code}" in measure.value


def _kind(kind: str) -> Any:
    return {"day": "date", "integer": "integer"}.get(kind, "text")


def _cell(row: Mapping[str, Any], code: str) -> object:
    english = in_english()
    name = (english and row.get(f"{code}_name_en")) or row.get(f"{code}_name")
    value = name if name else row.get(code)
    if isinstance(value, bool):
        return _("是") if value else ""
    return value


def _url(code: str, row: Mapping[str, Any]) -> str:
    if row.get("activity") is not None:
        return reverse("activities:detail", args=[row["activity"]])
    fact = getattr(registry.measure(code), "fact", None)
    day, site = row.get("day"), row.get("site")
    if fact is not None and isinstance(day, date) and site is not None:
        return reverse("circulation:rows", args=[fact.code, site, f"{day:%Y-%m}"])
    return ""
