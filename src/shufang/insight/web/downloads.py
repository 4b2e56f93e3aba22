"""The tables of these pages, to take away."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shufang.insight.queries.behind import table_behind
from shufang.insight.queries.tables import TABLES, answer_table
from shufang.insight.web.period import Chosen, chosen
from shufang.insight.web.rows import asked_cell
from shufang.lake import ask
from shufang.shared.audience import staff
from shufang.shared.tables import Table, download


@staff
@require_safe
def export(request: HttpRequest, name: str, file_format: str) -> HttpResponseBase:
    """Any table of the dashboard's pages as XLSX or CSV."""
    if name not in TABLES:
        raise Http404(_("没有这张表。"))
    asked = chosen(request)
    return _file(request, asked, file_format, lambda: TABLES[name](asked.period))


@staff
@require_safe
def rows_export(request: HttpRequest, code: str, file_format: str) -> HttpResponseBase:
    """All the rows behind a figure."""
    asked, cell, _measure = asked_cell(request, code)
    return _file(request, asked, file_format, lambda: table_behind(code, asked.period, cell))


@staff
@require_safe
def by_export(
    request: HttpRequest, code: str, dimension: str, file_format: str
) -> HttpResponseBase:
    """A figure by one dimension."""
    asked, cell, measure = asked_cell(request, code)
    if dimension not in measure.dimensions:
        raise Http404(_("这个指标不能这样细分。"))
    answer = ask(code, asked.period, (dimension,), cell)
    return _file(request, asked, file_format, lambda: answer_table(answer))


def _file(
    request: HttpRequest, asked: Chosen, file_format: str, build: Callable[[], Table]
) -> HttpResponseBase:
    """A file can't say that its days were changed, so contradictory ones lead to the page."""
    if asked.error:
        messages.warning(request, asked.error)
        return redirect("insight:dashboard")
    table, period = build(), asked.period
    return download(table, file_format, f"{table.title} {period.start} {period.last}")
