"""The network's dashboard for those who work in it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shufang.insight import pictures
from shufang.insight.queries.attention import notices
from shufang.insight.queries.hot_cold import ADVICE, CLASSES, UNKNOWN, hot_cold
from shufang.insight.queries.lending import loans_by_month
from shufang.insight.queries.overview import (
    TABLE_ONE,
    breakdown,
    key_figures,
    rooms_on_map,
    table_one,
)
from shufang.insight.queries.tables import MONTH, PLACE
from shufang.insight.queries.taking_part import taking_part
from shufang.insight.web.period import chosen
from shufang.lake import Question, ask_many
from shufang.people.queries.account import account
from shufang.places.queries.access import site_for
from shufang.shared.audience import staff
from shufang.shared.charts import HALF, WIDE, on_page
from shufang.shared.roles import Role


@staff
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    asked = chosen(request)
    table, warmth = table_one(asked.period), hot_cold(asked.period)
    figures = key_figures(asked.period)  # after the two, whose totals it shares
    may_import = bool(account(request).roles & {Role.OPERATOR, Role.LIBRARY})
    context = {
        "asked": asked,
        "figures": figures,
        "has_data": bool(warmth.rooms) or any(figure.now.value for figure in figures),
        "table": table,
        "notices": notices(
            asked.period, figures, warmth, user=account(request), may_import=may_import
        ),
        "hot_cold": warmth,
        "unknown": warmth.of(UNKNOWN),
        "has_map": bool(rooms_on_map()),
        "may_import": may_import,
        "part": taking_part(asked.period),
    }
    return render(request, "insight/dashboard.html", context)


@staff
@require_safe
def months(request: HttpRequest) -> HttpResponse:
    asked = chosen(request)
    context = {"asked": asked, "months": breakdown(asked.period, "month", MONTH)}
    return render(request, "insight/months.html", context)


@staff
@require_safe
def categories(request: HttpRequest) -> HttpResponse:
    """By the contract's categories and by the types of the national statistics."""
    asked = chosen(request)
    context = {
        "asked": asked,
        "table": table_one(asked.period),
        "types": breakdown(asked.period, "national_type", TABLE_ONE),
    }
    return render(request, "insight/categories.html", context)


@staff
@require_safe
def rooms(request: HttpRequest) -> HttpResponse:
    """By room and by town, with the map; tiles where no room has coordinates."""
    asked = chosen(request)
    context = {
        "asked": asked,
        "rooms": breakdown(asked.period, "site", PLACE),
        "towns": breakdown(asked.period, "town", PLACE),
        "has_map": bool(rooms_on_map()),
    }
    return render(request, "insight/rooms.html", context)


@staff
@require_safe
def loans(request: HttpRequest) -> HttpResponse:
    """Loans by room and month, with the change on the year before."""
    asked = chosen(request)
    context = {"asked": asked, "grid": loans_by_month(asked.period)}
    return render(request, "insight/loans.html", context)


@staff
@require_safe
def room_loans(request: HttpRequest, pk: int) -> HttpResponse:
    """One room's loans by month, with its activities marked on the curve."""
    asked = chosen(request)
    site = site_for(account(request), pk)
    answers = ask_many([Question.of(c, asked.period, (), {"site": site.pk}) for c in PLACE])
    context = {
        "asked": asked,
        "site": site,
        "chart": on_page(lambda width: pictures.loans_of_room(site, asked.period, width)),
        "figures": {answer.code: answer.total for answer in answers},
    }
    return render(request, "insight/room_loans.html", context)


@staff
@require_safe
def hot_cold_page(request: HttpRequest) -> HttpResponse:
    asked = chosen(request)
    found = hot_cold(asked.period)
    classes = [(str(CLASSES[s]), str(ADVICE[s]), s, found.of(s)) for s in CLASSES]
    context = {"asked": asked, "found": found, "classes": [c for c in classes if c[3]]}
    return render(request, "insight/hot_cold.html", context)


@staff
@require_safe
def chart(request: HttpRequest, name: str) -> HttpResponse:
    """A chart as a piece of a page, which follows it; without scripts, as a page of its own."""
    if name not in pictures.PICTURES:
        raise Http404(_("没有这张图。"))
    asked, picture = chosen(request), pictures.PICTURES[name]
    context = {
        "asked": asked,
        "title": picture.title,
        "chart": on_page(
            lambda width: picture.draw(asked.period, width),
            wide=HALF if "half" in request.GET else WIDE,
        ),
    }
    piece = request.headers.get("HX-Request") == "true"
    return render(request, f"insight/{'parts/chart' if piece else 'chart'}.html", context)
