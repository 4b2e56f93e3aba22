"""Bars from zero: upright for months, lying down where there are many or their names are long."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from shufang.shared.charts.data import Bar, Spec
from shufang.shared.charts.geometry import ticks
from shufang.shared.charts.spec import chart, raw, targets, words
from shufang.shared.charts.theme import TONE, WIDE, figure, lookup, room_for, shortened, spoken

QUIET = "#bfd0c9"  # a bar that is not highlighted
ROW = 27  # height of a lying bar's row


def bars(
    rows: Sequence[Bar],
    *,
    unit: str = "",
    title: str = "",
    width: int = WIDE,
    height: int = 220,
    category_colours: Mapping[str, str] | None = None,
    highlight: Collection[str] = (),
    lying: bool | None = None,
) -> Spec | None:
    """One bar a row, its value beside it; None where no value is known.

    A row without a value keeps its place and shows a dash. Estimates are pale with a dashed edge
    and a ≈. `category_colours` maps labels to colours; with `highlight` the other bars step back.
    A label with a line break takes two lines under an upright bar.
    """
    if not any(row.value is not None for row in rows):
        return None
    marks = [_mark(row, unit, category_colours or {}, highlight) for row in rows]
    if lying is None:
        longest = max(room_for(line) for row in rows for line in row.label.split("\n"))
        lying = len(rows) > 16 or longest > (width - 50) / len(rows)
    if lying:
        return _lying(marks, width=width, title=title)
    return _upright(marks, width=width, height=height, title=title)


def _mark(
    row: Bar, unit: str, colours: Mapping[str, str], highlight: Collection[str]
) -> dict[str, Any]:
    colour = row.colour or colours.get(row.label, TONE["bamboo"])
    if highlight and row.label not in highlight:
        colour = QUIET
    value = row.value or 0
    return {
        "label": row.label,
        "value": value,
        "colour": colour,
        "opacity": 0.35 if row.estimated else 0.92,
        "dash": colour if row.estimated else "transparent",
        "figure": "—" if row.value is None else ("≈" if row.estimated else "") + figure(value),
        "known": row.value is not None,
        "href": row.href,
        "name": spoken(
            row.label.replace("\n", " "), row.value, unit, estimated=row.estimated
        ),
    }  # fmt: skip


def _bar(values: list[dict[str, Any]], encoding: Spec, **mark: Any) -> Spec:
    return {
        "data": {"values": values},
        "mark": {"type": "bar", "strokeDash": [3, 2], "strokeWidth": 1, **mark},
        "encoding": {
            **encoding,
            "fill": raw("colour"),
            "fillOpacity": raw("opacity"),
            "stroke": raw("dash"),
            "description": {"field": "name", "type": "nominal"},
        },
    }


def _upright(marks: list[dict[str, Any]], *, width: int, height: int, title: str) -> Spec:
    steps = ticks(
        0,
        max(mark["value"] for mark in marks) or 1,
        whole=all(float(mark["value"]).is_integer() for mark in marks),
    )
    left = max(room_for(figure(step)) for step in steps) + 12
    deep = 40 if any("\n" in mark["label"] for mark in marks) else 24
    margin = {"left": left, "right": 4, "top": 20, "bottom": deep}
    plot, tall = round(width - left - 4), height - 20 - deep
    step = plot / len(marks)
    size = min(11.5, max(9.5, step / 2.6))
    fits = all(room_for(mark["figure"], size) <= step - 2 for mark in marks)
    top = max(marks, key=lambda mark: mark["value"])
    labels, hits = [], []
    for index, mark in enumerate(marks):
        mark["index"] = index
        x, y = (index + 0.5) * step, tall * (1 - mark["value"] / steps[-1])
        if fits or mark in (top, marks[-1]) or not mark["known"]:
            tone = TONE["ink"] if mark["known"] else TONE["grey-ink"]
            labels.append({"x": x, "y": y - 9, "text": mark["figure"], "tone": tone})
        hits.append({**mark, "x": x - step / 2, "x2": x + step / 2, "y": -20, "y2": tall + deep})
    names = {str(index): mark["label"] for index, mark in enumerate(marks)}
    thick = min(step * 0.62, 46)
    bar = _bar(
        [mark for mark in marks if mark["known"]],
        {
            "x": {
                "field": "index",
                "type": "ordinal",
                "scale": {"domain": list(range(len(marks))), "paddingInner": 0, "paddingOuter": 0},
                "axis": {
                    "grid": False,
                    "labelAngle": 0,
                    "labelOverlap": False,
                    "labelLineHeight": 14,
                    "labelExpr": f"split({lookup(names)}[datum.value], '\\n')",
                },
            },
            "y": {
                "field": "value",
                "type": "quantitative",
                "stack": None,
                "scale": {"domain": [0, steps[-1]], "nice": False},
                "axis": {"values": steps, "format": ",~f"},
            },
        },
        width=thick,
        cornerRadiusEnd=min(4, thick / 4),
    )
    text = words(labels, mark={"fontSize": size}, color=raw("tone"))
    return chart(
        [bar, text, *targets(hits)], width=plot, height=tall, margin=margin, title=title
    )  # fmt: skip


def _lying(marks: list[dict[str, Any]], *, width: int, title: str) -> Spec:
    most = max(mark["value"] for mark in marks) or 1
    room = min(max(room_for(mark["label"], 12) for mark in marks), width * 0.42)
    left, right = room + 10, max(room_for(mark["figure"], 12) for mark in marks) + 10
    plot, tall = round(width - left - right), ROW * len(marks)
    names, figures, hits = [], [], []
    for index, mark in enumerate(marks):
        mark["index"] = index
        y, x = (index + 0.5) * ROW, plot * mark["value"] / most
        label = shortened(mark["label"].replace("\n", " "), room, 12)
        tone = TONE["ink"] if mark["known"] else TONE["grey-ink"]
        names.append({"x": -8, "y": y, "text": label})
        figures.append({"x": x + 6, "y": y, "text": mark["figure"], "tone": tone})
        hits.append(
            {**mark, "x": -left, "x2": plot + right, "y": y - ROW / 2, "y2": y + ROW / 2}
        )  # fmt: skip
    bar = _bar(
        [mark for mark in marks if mark["known"]],
        {
            "y": {
                "field": "index",
                "type": "ordinal",
                "scale": {"domain": list(range(len(marks))), "padding": 0},
                "axis": None,
            },
            "x": {
                "field": "value",
                "type": "quantitative",
                "stack": None,
                "scale": {"domain": [0, most], "nice": False},
                "axis": None,
            },
        },
        height=15,
        cornerRadiusEnd=3,
    )
    margin = {"left": left, "right": right, "top": 2, "bottom": 2}
    layers = [
        bar,
        words(names, mark={"align": "right", "fontSize": 12}),
        words(figures, mark={"align": "left", "fontSize": 12}, color=raw("tone")),
        *targets(hits),
    ]
    return chart(layers, width=plot, height=tall, margin=margin, title=title)
