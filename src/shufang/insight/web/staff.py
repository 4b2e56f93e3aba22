"""The network's dashboard for those who work in it, and what every figure opens to."""

from collections.abc import Mapping
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shufang.insight import pictures
from shufang.insight.queries.attention import notices
from shufang.insight.queries.behind import behind, table_behind
from shufang.insight.queries.hot_cold import ADVICE, CLASSES, hot_cold
from shufang.insight.queries.lending import loans_by_month
from shufang.insight.queries.overview import breakdown, key_figures, table_one
from shufang.insight.queries.tables import TABLES
from shufang.insight.web.period import Chosen, chosen
from shufang.lake import Key, Measure, Ratio, ask, registry
from shufang.people.queries.account import account
from shufang.places.queries.access import site_for
from shufang.shared.audience import staff
from shufang.shared.charts import on_page
from shufang.shared.period import Period
from shufang.shared.roles import Role
from shufang.shared.tables import download

ROOM_FIGURES = ("activities_held", "sign_ins", "attendees", "loans", "visits", "new_cards")
PAGE = 50


@staff
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    asked = chosen(request)
    may_import = bool(account(request).roles & {Role.OPERATOR, Role.LIBRARY})
    context = {
        "asked": asked,
        "figures": key_figures(asked.period),
        "table": table_one(asked.period),
        "notices": notices(asked.period, may_import=may_import),
        "hot_cold": hot_cold(asked.period),
        "may_import": may_import,
    }
    return render(request, "insight/dashboard.html", context)


@staff
@require_GET
def rooms(request: HttpRequest) -> HttpResponse:
    """By room and by town, with the map."""
    asked = chosen(request)
    context = {
        "asked": asked,
        "rooms": breakdown(asked.period, "site", ROOM_FIGURES),
        "towns": breakdown(asked.period, "town", ROOM_FIGURES),
        "totals": {code: ask(code, asked.period).total.value for code in ROOM_FIGURES},
    }
    return render(request, "insight/rooms.html", context)


@staff
@require_GET
def months(request: HttpRequest) -> HttpResponse:
    """By month."""
    asked = chosen(request)
    codes = ("activities_held", "sign_ins", "attendees", "media_reports", "loans", "visits")
    context = {
        "asked": asked,
        "months": breakdown(asked.period, "month", codes),
        "totals": {code: ask(code, asked.period).total.value for code in codes},
    }
    return render(request, "insight/months.html", context)


@staff
@require_GET
def loans(request: HttpRequest) -> HttpResponse:
    """Loans by room and month, with the change on the year before."""
    asked = chosen(request)
    context = {
        "asked": asked,
        "grid": loans_by_month(asked.period),
        "total": ask("loans", asked.period).total,
    }
    return render(request, "insight/loans.html", context)


@staff
@require_GET
def room_loans(request: HttpRequest, pk: int) -> HttpResponse:
    """One room's loans by month, with its activities marked on the curve."""
    asked = chosen(request)
    site = site_for(account(request), pk)
    chart = on_page(lambda width: pictures.loans_of_room(site, asked.period, width))
    where = {"site": site.pk}
    context = {
        "asked": asked,
        "site": site,
        "chart": chart,
        "figures": {code: ask(code, asked.period, where=where).total for code in ROOM_FIGURES},
    }
    return render(request, "insight/room_loans.html", context)


@staff
@require_GET
def hot_cold_page(request: HttpRequest) -> HttpResponse:
    asked = chosen(request)
    found = hot_cold(asked.period)
    classes = [(str(CLASSES[s]), str(ADVICE[s]), s, found.of(s)) for s in CLASSES]
    context = {"asked": asked, "found": found, "classes": [c for c in classes if c[3]]}
    return render(request, "insight/hot_cold.html", context)


@staff
@require_GET
def chart(request: HttpRequest, name: str) -> HttpResponse:
    """A chart as a piece of a page: the page comes first, its pictures follow."""
    if name not in pictures.PICTURES:
        raise Http404(_("没有这张图。"))
    period = chosen(request).period
    drawn = on_page(lambda width: pictures.PICTURES[name](period, width))
    return render(request, "insight/parts/chart.html", {"chart": drawn})


@staff
@require_GET
def export(request: HttpRequest, name: str, file_format: str) -> HttpResponseBase:
    """Any table of these pages as XLSX or CSV."""
    if name not in TABLES:
        raise Http404(_("没有这张表。"))
    table = TABLES[name](chosen(request).period)
    return download(table, file_format, str(table.title))


@staff
@require_GET
def rows(request: HttpRequest, code: str) -> HttpResponse:
    """The rows behind a figure, with its definition."""
    asked, cell, measure = _asked_cell(request, code)
    number = max(_integer(request.GET.get("page"), 1), 1)
    answer = ask(code, asked.period, where=cell).total
    found = behind(code, asked.period, cell, limit=PAGE, offset=(number - 1) * PAGE)
    context = {
        "asked": asked,
        "measure": measure,
        "answer": answer,
        "cell": _in_words(code, asked.period, cell),
        "found": found,
        "page": Paginator(range(found.total), PAGE).get_page(number),
    }
    return render(request, "insight/rows.html", context)


@staff
@require_GET
def rows_export(request: HttpRequest, code: str, file_format: str) -> HttpResponseBase:
    asked, cell, measure = _asked_cell(request, code)
    return download(table_behind(code, asked.period, cell), file_format, measure.label)


def _asked_cell(request: HttpRequest, code: str) -> tuple[Chosen, dict[str, Key], Measure | Ratio]:
    """What the address asks for; codes and keys that do not exist are a page not found."""
    try:
        measure = registry.measure(code)
        cell = {
            name: _key(name, request.GET[name])
            for name in measure.dimensions
            if request.GET.get(name)
        }
    except (registry.UnknownCodeError, ValueError) as error:
        raise Http404(_("没有这个指标，或地址里的条件不对。")) from error
    return chosen(request), cell, measure


def _key(dimension: str, text: str) -> Key:
    kind = registry.dimension(dimension).kind
    if kind == "month":
        return date.fromisoformat(text).replace(day=1)
    return int(text) if kind in {"id", "year"} else text


def _in_words(code: str, period: Period, cell: Mapping[str, Key]) -> list[tuple[str, str]]:
    """The cell's dimensions and keys as their names."""
    words = []
    for name, key in cell.items():
        named = ask(code, period, (name,), {name: key}).rows
        words.append((registry.dimension(name).label, named[0].labels[0] if named else str(key)))
    return words


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else default
