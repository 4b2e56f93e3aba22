"""The dashboard's charts: each a function of a period and a width, drawn when it is asked for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from shufang.activities.choices import State
from shufang.activities.models import Activity
from shufang.insight.queries.hot_cold import BOTH, LENDING, LIVELY, NEITHER, hot_cold
from shufang.insight.queries.overview import breakdown, rooms_on_map, table_one
from shufang.lake import Answer, AnswerRow, Question, ask, ask_many, registry
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
from shufang.shared.language import in_english
from shufang.shared.period import Period

HOT_COLD_COLOURS = {
    BOTH: TONE["bamboo"],
    LIVELY: TONE["ochre"],
    LENDING: TONE["indigo"],
    NEITHER: TONE["grey"],
}


def by_month(code: str, period: Period, width: int) -> Spec | None:
    """A bar a month; one without any row is a zero for events, unknown for stated counts."""
    found = {row.keys[0]: row for row in ask(code, period, ("month",)).rows}
    if not found:
        return None
    silent = 0 if code == "activities_held" else None
    rows = []
    for index, month in enumerate(period.months()):
        row = found.get(month)
        rows.append(
            Bar(
                _month(month, first=index == 0),
                row.value if row else silent,
                href=rows_url(code, period, month=month) if row else "",
                estimated=bool(row and row.estimated),
            )
        )
    return bars(rows, unit=_unit(code), width=width, lying=False if len(rows) <= 16 else None)


def by_category(code: str, period: Period, width: int) -> Spec | None:
    """A bar a category, in its own colour and in the contract's order."""
    table = table_one(period)
    if not table.totals["activities_held"].value:
        return None
    rows = [
        Bar(
            line.category.label,
            line.value(code),
            CATEGORY.get(line.category.colour, ""),
            rows_url(code, period, category=line.category.pk),
        )
        for line in table.lines
    ]
    return bars(rows, unit=_unit(code), width=width, lying=True)


def by_place(code: str, dimension: str, period: Period, width: int) -> Spec | None:
    """A bar a room or town, the highest first."""
    lines = breakdown(period, dimension, (code,)).lines
    rows = [
        Bar(
            short(line.name),
            line.figures[code].value,
            href=rows_url(code, period, **{dimension: line.key}),
        )
        for line in sorted(lines, key=lambda line: -(line.figures[code].value or 0))
    ]
    return bars(rows, unit=_unit(code), width=width, lying=True)


def of_answer(answer: Answer, where: Mapping[str, object], width: int) -> Spec | None:
    """A bar a line of any breakdown, in the order of its dimension."""
    (dimension,) = answer.by
    rows = [
        Bar(
            short(row.labels[0]),
            row.value,
            href=rows_url(answer.code, answer.period, **{**where, dimension: row.keys[0]}),
            estimated=bool(row.estimated),
        )
        for row in answer.rows
    ]
    return bars(rows, unit=_unit(answer.code), width=width, lying=True)


def map_of_rooms(period: Period, width: int) -> Spec | None:
    """Rooms where they lie, the dot as large as their activities."""
    held = {row.keys[0]: row.value for row in ask("activities_held", period, ("site",)).rows}
    places = [
        Place(
            short(site.name),
            site.longitude or 0,
            site.latitude or 0,
            held.get(site.pk, 0),
            href=rows_url("activities_held", period, site=site.pk),
        )
        for site in rooms_on_map()
    ]
    return points_map(places, unit=_unit("activities_held"), width=width, kilometres=_("公里"))


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
    years = (period, period.year_before())
    now, before = ask_many([Question.of("loans", y, ("month",), {"site": site.pk}) for y in years])
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
        language="en" if in_english() else "zh",
    )


@dataclass(frozen=True)
class Picture:
    """A chart of a page, by its name in addresses."""

    title: Promise
    draw: Callable[[Period, int], Spec | None]


PICTURES: dict[str, Picture] = {
    "activities-by-month": Picture(_lazy("各月活动（场）"), partial(by_month, "activities_held")),
    "sign-ins-by-month": Picture(_lazy("各月签到（户次）"), partial(by_month, "sign_ins")),
    "activities-by-category": Picture(
        _lazy("各分类活动（场）"), partial(by_category, "activities_held")
    ),
    "sign-ins-by-category": Picture(_lazy("各分类签到（户次）"), partial(by_category, "sign_ins")),
    "activities-by-room": Picture(
        _lazy("各书房活动（场）"), partial(by_place, "activities_held", "site")
    ),
    "sign-ins-by-room": Picture(_lazy("各书房签到（户次）"), partial(by_place, "sign_ins", "site")),
    "activities-by-town": Picture(
        _lazy("各街道活动（场）"), partial(by_place, "activities_held", "town")
    ),
    "sign-ins-by-town": Picture(_lazy("各街道签到（户次）"), partial(by_place, "sign_ins", "town")),
    "map": Picture(_lazy("书房分布"), map_of_rooms),
    "hot-cold": Picture(_lazy("活动与借阅"), hot_and_cold),
}


def rows_url(code: str, period: Period, **cell: object) -> str:
    """The page of the rows behind a figure; `cell` holds keys by dimension."""
    days = {"from": period.start, "to": period.end, "cutoff": period.cutoff}
    return f"{reverse('insight:rows', args=[code])}?{urlencode({**days, **cell})}"


def short(name: str) -> str:
    """A room's name without the words that all rooms share."""
    return name.removesuffix("智慧书房").removesuffix("书房") or name


def _month(month: date, *, first: bool) -> str:
    name = short_month(month)
    return f"{name}\n{month.year}" if first or month.month == 1 else name


def _points(rows: Iterable[AnswerRow]) -> tuple[Point, ...]:
    return tuple(
        Point(row.keys[0], row.value, estimated=bool(row.estimated))
        for row in rows
        if isinstance(row.keys[0], date)
    )


def _unit(code: str) -> str:
    return registry.measure(code).unit_label
