"""The public home, the activities, and the search."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shufang.activities.models import Category
from shufang.insight.queries.years import contract_year
from shufang.portal.forms import asked_for
from shufang.portal.queries.activities import (
    COMING,
    HELD,
    SOON,
    by_month,
    coming,
    held,
    public_activities,
    usual,
)
from shufang.portal.queries.figures import network_figures
from shufang.portal.queries.rooms import open_now, rooms
from shufang.portal.queries.search import search
from shufang.shared.audience import public
from shufang.shared.kept_pages import kept_briefly

ON_HOME, A_PAGE = 4, 40


@public
@require_safe
@kept_briefly
def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    everything = public_activities()
    soon = list(coming(everything, today).filter(day__lte=today + SOON)[:ON_HOME])
    next_ones = soon or list(coming(everything, today)[:ON_HOME])
    latest = [] if next_ones else list(held(everything, today)[:ON_HOME])
    all_rooms = rooms()
    period = contract_year(today)
    figures = network_figures(period)
    context = {
        "place": "home",
        "soon": bool(soon),
        "activities": next_ones or latest,
        "latest": bool(latest),
        "coming_count": coming(everything, today).count() if next_ones else 0,
        "rooms": all_rooms,
        "open_rooms": open_now(all_rooms),
        "period": period,
        "figures": figures if any(figure.value for figure in figures) else [],
    }
    return render(request, "portal/home.html", context)


@public
@require_safe
def activity_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    when = request.GET.get("when", "")
    when = when if when in (COMING, HELD) else usual(today)
    form, asked = asked_for(request.GET, when)
    found = public_activities(asked)
    chosen = coming(found, today) if when == COMING else held(found, today)
    page = Paginator(chosen, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "place": "activities",
        "form": form,
        "asked": asked,
        "when": when,
        "page": page,
        "months": by_month(page.object_list),
        "categories": Category.objects.filter(active=True),
    }
    return render(request, "portal/activities.html", context)


@public
@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    found = search(request.GET.get("q", ""))
    return render(request, "portal/search.html", {"found": found})
