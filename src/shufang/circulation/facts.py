"""Loans, visits and new cards, as they go to the lake: one row for one room's day or month."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from shufang.circulation.choices import Counted, Method
from shufang.circulation.models import PeriodCount
from shufang.lake import Column, Dimension, FactTable
from shufang.lake.dimensions import LEDGER, STAFF
from shufang.shared.period import next_month

METHOD = Dimension(
    "method", "计数方式", "Method", key="f.method", kind="code", choices=lambda: Method.choices
)
DIMENSIONS = frozenset({"site", "town", "month", "year", "method", "source"})


def _rows(counted: Counted, month: date) -> Iterator[Sequence[Any]]:
    rows = PeriodCount.objects.filter(
        counted=counted, day__gte=month, day__lt=next_month(month)
    ).values_list("day", "span", "site_id", "value", "method", "import_run_id", "estimated", "id")
    for day, span, site, value, method, run, estimated, key in rows.order_by("day", "site_id"):
        guessed = estimated or method == Method.ESTIMATE
        source = STAFF if run is None else LEDGER
        yield (day, span, site, value, method, source, guessed, key)


def _months(counted: Counted) -> Iterable[date]:
    return PeriodCount.objects.filter(counted=counted).dates("day", "month")


def _fact(counted: Counted, zh: str, en: str) -> FactTable:
    return FactTable(
        counted.value,
        zh,
        en,
        grain="one room on one day or in one month",
        columns=(
            Column("day", "日期", "Day", "day"),
            Column("span", "跨度", "Span", "text"),
            Column("site", "书房", "Room", "id"),
            Column("value", zh, en, "integer"),
            Column("method", "计数方式", "Method", "text"),
            Column("source", "来源", "Source", "text"),
            Column("estimated", "估计", "Estimated", "flag"),
            Column("count", "记录编号", "Record", "id"),
        ),
        dimensions=DIMENSIONS,
        rows=partial(_rows, counted),
        months=partial(_months, counted),
        span="span",
        order="f.day, f.site, f.count",
    )


LOANS = _fact(Counted.LOANS, "外借册次", "Loans")
VISITS = _fact(Counted.VISITS, "进馆人次", "Visits")
NEW_CARDS = _fact(Counted.NEW_CARDS, "新增读者证", "New cards")
