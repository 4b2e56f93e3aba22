"""What every figure opens to: the rows behind it, and the same figure by any dimension."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shufang.insight import pictures
from shufang.insight.queries.asked import cell_of, in_words
from shufang.insight.queries.behind import behind
from shufang.insight.queries.overview import places_of
from shufang.insight.web.period import Chosen, chosen
from shufang.lake import Key, Measure, Ratio, ask, registry
from shufang.shared.audience import staff
from shufang.shared.charts import on_page

PAGE = 50


@staff
@require_safe
def rows(request: HttpRequest, code: str) -> HttpResponse:
    """The rows behind a figure, with its definition."""
    asked, cell, measure = asked_cell(request, code)
    wanted = _number(request.GET.get("page", ""))
    found = behind(code, asked.period, cell, limit=PAGE, offset=(wanted - 1) * PAGE)
    page = Paginator(range(found.total), PAGE).get_page(wanted)
    if page.number != wanted:  # beyond the end: the last page
        found = behind(code, asked.period, cell, limit=PAGE, offset=(page.number - 1) * PAGE)
    total = ask(code, asked.period, where=cell).total
    context = {
        **_words(asked, cell, measure),
        "answer": total,
        "unit": measure.unit_beside(total.value),
        "found": found,
        "page": page,
    }
    return render(request, "insight/rows.html", context)


@staff
@require_safe
def by(request: HttpRequest, code: str, dimension: str) -> HttpResponse:
    """A figure by one dimension, each part with its share, its gaps and the way to its rows."""
    asked, cell, measure = asked_cell(request, code)
    if dimension not in measure.dimensions:
        raise Http404(_("这个指标不能这样细分。"))
    answer = ask(code, asked.period, (dimension,), cell)
    context = {
        **_words(asked, cell, measure),
        "answer": answer,
        "dimension": registry.dimension(dimension),
        "where": cell,
        "chart": on_page(lambda width: pictures.of_answer(answer, cell, width)),
    }
    return render(request, "insight/by.html", context)


def asked_cell(request: HttpRequest, code: str) -> tuple[Chosen, dict[str, Key], Measure | Ratio]:
    """What the address asks for; codes and keys that do not exist are a page not found."""
    try:
        measure = registry.measure(code)
        cell = cell_of(measure, request.GET)
    except (registry.UnknownCodeError, ValueError, OverflowError) as error:
        raise Http404(_("没有这个指标，或地址里的条件不对。")) from error
    return chosen(request), cell, measure


def _number(text: str) -> int:
    return max(int(text), 1) if text.isdecimal() and len(text) < 9 else 1


def _words(asked: Chosen, cell: dict[str, Key], measure: Measure | Ratio) -> dict[str, object]:
    return {
        "asked": asked,
        "measure": measure,
        "places": places_of(measure.code),
        "cell": in_words(cell),
        "dimensions": [d for d in registry.dimensions() if d.code in measure.dimensions],
    }
