"""The dashboard's charts: each a function of a period and a width, drawn when it is asked for."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shufang.activities.choices import State
from shufang.activities.models import Activity, Category
from shufang.insight.queries.hot_cold import BOTH, LENDING, LIVELY, NEITHER, hot_cold
from shufang.insight.queries.overview import breakdown, table_one
from shufang.lake import ask
from shufang.places.models import Site
from shufang.shared.charts import (
    CATEGORY,
    TONE,
    Bar,
    Dot,
    Line,
    Marker,
    Place,
    Point,
    Spec,
    bars,
    lines,
    points_map,
    scatter,
)
from shufang.shared.clock import short_month
from shufang.shared.period import Period

HOT_COLD_COLOURS = {
    BOTH: TONE["bamboo"],
    LIVELY: TONE["ochre"],
    LENDING: TONE["indigo"],
    NEITHER: TONE["grey"],
}


def activities_by_month(period: Period, width: int) -> Spec | None:
    """Activities a month; a month without any is a zero, for cancelled is not unknown."""
    return _by_month("activities_held", period, width, _("场"))


def sign_ins_by_month(period: Period, width: int) -> Spec | None:
    return _by_month("sign_ins", period, width, _("户次"))


def activities_by_category(period: Period, width: int) -> Spec | None:
    rows = [
        Bar(
            _name(line.category),
            line.value("activities_held"),
            CATEGORY.get(line.category.colour, ""),
            rows_url("activities_held", period, category=line.category.pk),
        )
        for line in table_one(period).lines
    ]
    return bars(rows, unit=_("场"), width=width, lying=True)


def activities_by_room(period: Period, width: int) -> Spec | None:
    return _by("site", "activities_held", period, width, _("场"))


def sign_ins_by_town(period: Period, width: int) -> Spec | None:
    return _by("town", "sign_ins", period, width, _("户次"))


def map_of_rooms(period: Period, width: int) -> Spec | None:
    """Rooms where they lie, the dot as large as their activities."""
    held = {row.keys[0]: row.value for row in ask("activities_held", period, ("site",)).rows}
    places = [
        Place(
            short(site.name),
            site.longitude,
            site.latitude,
            held.get(site.pk, 0),
            href=rows_url("activities_held", period, site=site.pk),
        )
        for site in Site.objects.filter(active=True)
        if site.longitude is not None and site.latitude is not None
    ]
    return points_map(places, unit=_("场"), width=width, kilometres=_("公里"))


def hot_and_cold(period: Period, width: int) -> Spec | None:
    """Sign-ins against loans, a dot a room, split at the middle room of each."""
    found = hot_cold(period)
    dots = [
        Dot(
            short(room.name),
            room.sign_ins or 0,
            room.loans,
            HOT_COLD_COLOURS[room.state],
            reverse("insight:room_loans", args=[room.site]),
        )
        for room in found.rooms
        if room.state in HOT_COLD_COLOURS
    ]
    if not dots:
        return None
    corners = (_("借阅热、活动少"), _("都热"), _("都冷"), _("活动热、借阅冷"))
    return scatter(
        dots, x_title=_("签到数（户次）"), y_title=_("外借册次"), corners=corners, width=width
    )


def loans_of_room(site: Site, period: Period, width: int) -> Spec | None:
    """A room's loans by month, the year before in grey, its activities marked above."""
    now = ask("loans", period, ("month",), {"site": site.pk})
    before = ask("loans", period.year_before(), ("month",), {"site": site.pk})
    series = [Line(_("本年"), _points(now.rows))]
    if any(row.value is not None for row in before.rows):
        series.append(Line(_("上一年"), _points(before.rows), before=True))
    marks = [
        Marker(activity.day, activity.title, href=reverse("activities:detail", args=[activity.pk]))
        for activity in Activity.objects.filter(
            site=site, state=State.HELD, day__range=(period.start, period.last)
        )
    ]
    return lines(
        series,
        markers=marks,
        markers_label=_("活动"),
        unit=_("册次"),
        width=width,
        language="en" if (get_language() or "").startswith("en") else "zh",
    )


PICTURES: dict[str, Callable[[Period, int], Spec | None]] = {
    "activities-by-month": activities_by_month,
    "sign-ins-by-month": sign_ins_by_month,
    "activities-by-category": activities_by_category,
    "activities-by-room": activities_by_room,
    "sign-ins-by-town": sign_ins_by_town,
    "map": map_of_rooms,
    "hot-cold": hot_and_cold,
}


def rows_url(code: str, period: Period, **cell: object) -> str:
    """The page of the rows behind a figure; `cell` holds keys by dimension."""
    query = f"from={period.start}&to={period.end}&cutoff={period.cutoff}"
    query += "".join(f"&{dimension}={key}" for dimension, key in cell.items())
    return f"{reverse('insight:rows', args=[code])}?{query}"


def short(name: str) -> str:
    """A room's name without the words that all rooms share."""
    return name.removesuffix("智慧书房").removesuffix("书房") or name


def _by_month(code: str, period: Period, width: int, unit: str) -> Spec | None:
    found = {row.keys[0]: row for row in ask(code, period, ("month",)).rows}
    rows = []
    for index, month in enumerate(period.months()):
        row = found.get(month)
        silent = 0 if code == "activities_held" else None
        rows.append(
            Bar(
                _month(month, first=index == 0),
                row.value if row else silent,
                href=rows_url(code, period, month=month) if row else "",
                estimated=bool(row and row.estimated),
            )
        )
    return bars(rows, unit=unit, width=width, lying=False if len(rows) <= 16 else None)


def _by(dimension: str, code: str, period: Period, width: int, unit: str) -> Spec | None:
    found = [(line.figures[code] or 0, line) for line in breakdown(period, dimension, (code,))]
    rows = [
        Bar(short(line.name), value, href=rows_url(code, period, **{dimension: line.key}))
        for value, line in sorted(found, key=lambda pair: -pair[0])
    ]
    return bars(rows, unit=unit, width=width, lying=True)


def _month(month: date, *, first: bool) -> str:
    name = short_month(month)
    return f"{name}\n{month.year}" if first or month.month == 1 else name


def _points(rows: object) -> tuple[Point, ...]:
    return tuple(
        Point(row.keys[0], row.value, estimated=bool(row.estimated))
        for row in rows  # type: ignore[attr-defined]
    )


def _name(category: Category) -> str:
    english = (get_language() or "").startswith("en")
    return (english and category.name_en) or category.name
