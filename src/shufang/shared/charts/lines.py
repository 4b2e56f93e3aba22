"""Values by month as lines, with what happened on single days above them."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import ceil
from typing import Any

from shufang.shared.charts.data import Line, Marker, Spec
from shufang.shared.charts.geometry import ticks
from shufang.shared.charts.spec import chart, pixels, raw, targets, words
from shufang.shared.charts.theme import TONE, WIDE, figure, lookup, room_for, spoken
from shufang.shared.period import next_month

CYCLE = ("bamboo", "indigo", "ochre", "rouge")
LANE = 30  # room above the plot for markers


def lines(
    series: Sequence[Line],
    *,
    markers: Sequence[Marker] = (),
    markers_label: str = "",
    unit: str = "",
    title: str = "",
    width: int = WIDE,
    height: int = 240,
    language: str = "zh",
) -> Spec | None:
    """One line a series, named at its end; months without a value are gaps.

    A series `before` is moved a year forward and drawn thin and grey under the others. Markers
    are dots in a lane above the plot. None where no value is known.
    """
    known = [p for line in series for p in line.points if p.value is not None]
    if not known:
        return None
    months = _months(series)
    steps = ticks(
        0,
        max(point.value or 0 for point in known) or 1,
        whole=all(float(point.value or 0).is_integer() for point in known),
    )
    left = max(
        [room_for(figure(step)) for step in steps] + [room_for(markers_label) if markers else 0]
    )
    right = max(room_for(line.name) for line in series) + 14
    margin = {"left": left + 12, "right": right, "top": 8 + (LANE if markers else 6), "bottom": 40}
    plot = round(width - margin["left"] - right)
    tall = round(height - margin["top"] - 40)
    first, last = months[0], next_month(months[-1])
    scale = _Scale(first, last, plot, steps[-1], tall)
    layers: list[Spec] = [_axes(months, scale, steps, language)]
    ends: list[dict[str, Any]] = []
    hits: list[dict[str, Any]] = []
    ordered = sorted(enumerate(series), key=lambda pair: not pair[1].before)
    for index, line in ordered:
        tone = line.colour or (TONE["grey-ink"] if line.before else TONE[CYCLE[index % len(CYCLE)]])
        rows = _rows(line, months, scale, tone, unit, language)
        layers += _drawn(rows, line, tone)
        last_known = [row for row in rows if row["y"] is not None]
        if last_known:
            end = last_known[-1]
            ends.append({"x": plot + 4, "y": end["y"], "text": line.name, "tone": tone})
        half = plot / len(months) / 2
        hits += [
            {**row, "x": row["x"] - half, "x2": row["x"] + half, "y": 0, "y2": tall + 16}
            for row in rows
            if row["href"]
        ]
    _spread(ends, 15, tall)
    layers.append(words(ends, mark={"align": "left", "fontSize": 12}, color=raw("tone")))
    layers += targets(hits)
    layers += _lane(markers, markers_label, scale)
    return chart(layers, width=plot, height=tall, margin=margin, title=title)


class _Scale:
    def __init__(self, first: date, last: date, width: int, top: float, height: int) -> None:
        self.first, self.days = first, (last - first).days
        self.width, self.top, self.height = width, top, height

    def x(self, day: date) -> float:
        return round((day - self.first).days / self.days * self.width, 1)

    def middle(self, month: date) -> float:
        return round((self.x(month) + self.x(next_month(month))) / 2, 1)

    def y(self, value: float) -> float:
        return round(self.height * (1 - value / self.top), 1)


def _shifted(month: date, line: Line) -> date:
    return month.replace(year=month.year + 1, day=1) if line.before else month.replace(day=1)


def _months(series: Sequence[Line]) -> list[date]:
    """All months from first to last; those of the year before only where there is no other."""
    current = [line for line in series if not line.before] or list(series)
    seen = [_shifted(point.month, line) for line in current for point in line.points]
    months = [min(seen)]
    while months[-1] < max(seen):
        months.append(next_month(months[-1]))
    return months


def _axes(months: list[date], scale: _Scale, steps: list[float], lang: str) -> Spec:
    """Months below, as many of them named as there is room for; values at the side."""
    said = [month.strftime("%b") if lang == "en" else f"{month.month}月" for month in months]
    every = ceil((max(map(room_for, said)) + 3) / (scale.width / len(months)))
    names = {}
    for index, (month, name) in enumerate(zip(months, said, strict=True)):
        if index % every:
            name = ""
        year = str(month.year) if index == 0 or month.month == 1 else ""
        names[index] = f"{name}\n{year}" if year else name
    middles = [{"x": scale.middle(month), "i": index} for index, month in enumerate(months)]
    return {
        "data": {"values": middles},
        "mark": {"type": "point", "opacity": 0, "aria": False},
        "encoding": {
            "x": {
                "field": "x",
                "type": "quantitative",
                "scale": {"domain": [0, scale.width], "nice": False, "zero": False},
                "axis": {
                    "grid": False,
                    "values": [row["x"] for row in middles],
                    "labelOverlap": False,
                    "labelFlush": False,
                    "labelLineHeight": 14,
                    "labelExpr": "split("
                    + lookup({str(round(row["x"] * 10)): names[int(row["i"])] for row in middles})
                    + "['' + floor(datum.value * 10 + 0.5)], '\\n')",
                },
            },
            "y": {
                "datum": 0,
                "type": "quantitative",
                "scale": {"domain": [0, scale.top], "nice": False},
                "axis": {"values": steps, "format": ",~f"},
            },
        },
    }


def _rows(
    line: Line, months: list[date], scale: _Scale, tone: str, unit: str, language: str
) -> list[dict[str, Any]]:
    by_month = {_shifted(point.month, line): point for point in line.points}
    rows = []
    for month in months:
        point = by_month.get(month)
        value = point.value if point else None
        name = f"{line.name} {month.month}月" if language != "en" else f"{line.name} {month:%b}"
        estimated = bool(point and point.estimated)
        rows.append(
            {
                "x": scale.middle(month),
                "y": None if value is None else scale.y(value),
                "fill": TONE["sheet"] if estimated else tone,
                "href": point.href if point else "",
                "name": spoken(name, value, unit, estimated=estimated),
            }
        )
    return rows


def _drawn(rows: list[dict[str, Any]], line: Line, tone: str) -> list[Spec]:
    place = {"x": pixels("x"), "y": pixels("y")}
    dots: list[Spec] = [] if line.before else [
        {
            "data": {"values": [row for row in rows if row["y"] is not None]},
            "mark": {"type": "circle", "size": 26, "opacity": 1, "stroke": tone},
            "encoding": {
                **place,
                "fill": raw("fill"),
                "description": {"field": "name", "type": "nominal"},
            },
        }
    ]  # fmt: skip
    stroke = {"strokeWidth": 1.4, "strokeDash": [5, 3]} if line.before else {"strokeWidth": 2.2}
    curve: Spec = {
        "data": {"values": rows},
        "mark": {
            "type": "line", "color": tone, "aria": False, "strokeJoin": "round",
            "invalid": "break-paths-show-domains", **stroke,
        },
        "encoding": place,
    }  # fmt: skip
    return [*_alone(rows, line, tone), curve, *dots]


def _alone(rows: list[dict[str, Any]], line: Line, tone: str) -> list[Spec]:
    """A month between two gaps has no line to either side: of the year before, a small dot."""
    if not line.before:
        return []
    around = [None, *(row["y"] for row in rows), None]
    lonely = [
        row
        for index, row in enumerate(rows)
        if row["y"] is not None and around[index] is None and around[index + 2] is None
    ]
    return [
        {
            "data": {"values": lonely},
            "mark": {"type": "circle", "size": 14, "color": tone, "opacity": 1, "aria": False},
            "encoding": {"x": pixels("x"), "y": pixels("y")},
        }
    ]


def _spread(ends: list[dict[str, Any]], gap: float, height: float) -> None:
    """Push names at the ends of lines apart, keeping their order."""
    ends.sort(key=lambda end: end["y"])
    for upper, lower in pairwise(ends):
        lower["y"] = max(lower["y"], upper["y"] + gap)
    if ends and ends[-1]["y"] > height:
        over = ends[-1]["y"] - height
        for end in ends:
            end["y"] -= over


def _lane(markers: Sequence[Marker], label: str, scale: _Scale) -> list[Spec]:
    inside = [m for m in markers if 0 <= (m.day - scale.first).days < scale.days]
    if not inside:
        return []
    rows = [
        {
            "x": scale.x(marker.day),
            "y": -22,
            "tone": marker.colour or TONE["ochre"],
            "href": marker.href,
            "name": f"{marker.day.isoformat()} {marker.label}",
        }
        for marker in inside
    ]
    encoding: Spec = {
        "x": pixels("x"),
        "y": pixels("y"),
        "fill": raw("tone"),
        "description": {"field": "name", "type": "nominal"},
    }
    rule: Spec = {
        "data": {"values": [{"x": 0, "y": -22, "x2": scale.width}]},
        "mark": {"type": "rule", "color": TONE["line"], "aria": False},
        "encoding": {"x": pixels("x"), "y": pixels("y"), "x2": {"field": "x2"}},
    }
    dot = {"type": "circle", "size": 46, "opacity": 0.95, "stroke": "#ffffff", "strokeWidth": 1}
    plain = [row for row in rows if not row["href"]]
    linked = [row for row in rows if row["href"]]
    link = {"href": {"field": "href", "type": "nominal"}}
    layers: list[Spec] = [
        rule,
        {"data": {"values": plain}, "mark": dot, "encoding": encoding},
        {"data": {"values": linked}, "mark": dot, "encoding": {**encoding, **link}},
    ]
    text = words(
        [{"x": -8, "y": -22, "text": label}], mark={"align": "right", "color": TONE["ink-2"]}
    )
    return [layer for layer in [*layers, text] if layer["data"]["values"]]
