"""The rooms, and one room's page."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from shufang.insight.queries.years import contract_year
from shufang.places.models import Site, Town
from shufang.places.queries.access import public_site
from shufang.places.queries.network import closures_of
from shufang.places.queries.opening import opening, week
from shufang.portal.queries.activities import coming, held, public_activities
from shufang.portal.queries.figures import (
    RoomYear,
    room_year,
    rows_url,
)
from shufang.portal.queries.room_map import room_map
from shufang.portal.queries.rooms import open_now, rooms
from shufang.shared.audience import public
from shufang.shared.charts import CATEGORY, Line, Marker, Point, Spec, lines, on_page
from shufang.shared.language import in_english


@public
@require_safe
def room_list(request: HttpRequest) -> HttpResponse:
    towns = Town.objects.filter(sites__active=True).distinct()
    town = request.GET.get("town", "")
    only_open = request.GET.get("open") == "1"
    found = rooms(town=next((one.pk for one in towns if str(one.pk) == town), None))
    shown = open_now(found) if only_open else found
    context = {
        "place": "rooms",
        "rooms": shown,
        "map": room_map(shown),
        "open_count": len(open_now(found)),
        "towns": towns,
        "town": town,
        "only_open": only_open,
    }
    return render(request, "portal/rooms.html", context)


@public
@require_safe
def room(request: HttpRequest, slug: str) -> HttpResponse:
    site = public_site(slug)
    today = timezone.localdate()
    closures = closures_of(site, today)
    here = public_activities().filter(site=site)
    period = contract_year(today)
    context: dict[str, Any] = {
        "place": "rooms",
        "site": site,
        "now": opening(site.hours.all(), closures),
        "week": week(site.hours.all(), closures, today),
        "closures": closures,
        "zones": site.zones.all(),
        "coming": list(coming(here, today)[:6]),
        "held": list(held(here, today)[:6]),
        "held_count": held(here, today).count(),
        "period": period,
    }
    staff = bool(getattr(request.user, "roles", None))
    year = room_year(site, period)
    context |= {
        "figures": [
            {"figure": figure, "url": rows_url(figure, site) if staff else ""}
            for figure in year.figures
            if any(one.value or one.before for one in year.figures)
        ],
        "year": year,
        "picture": on_page(partial(_curve, site, year)) if year.has_curve else "",
    }
    return render(request, "portal/room.html", context)


def _curve(site: Site, year: RoomYear, width: int) -> Spec | None:
    """The loans by month with the year before in grey and a dot for every activity."""
    this = Line(
        _("本年度"),
        tuple(Point(m.month, m.value, estimated=bool(m.estimated)) for m in year.months),
    )
    before = Line(
        _("上一年"),
        tuple(Point(m.month.replace(year=m.month.year - 1), m.before) for m in year.months),
        before=True,
    )
    markers = [
        Marker(
            activity.day,
            activity.title,
            CATEGORY.get(activity.category.colour, ""),
            reverse("join:activity", args=[activity.pk]),
        )
        for activity in year.activities
    ]
    return lines(
        [this, before],
        markers=markers,
        markers_label=_("活动"),
        unit=pgettext("unit", "册次"),
        title=_("%(room)s每月借阅量") % {"room": site.name},
        width=width,
        height=260,
        language="en" if in_english() else "zh",
    )
