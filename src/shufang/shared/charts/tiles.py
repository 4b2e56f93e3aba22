"""A tidy grid of rooms: a figure and a name a tile, coloured by class, the classes named below."""

from collections.abc import Sequence
from typing import Any

from shufang.shared.charts.data import Group, Spec, Tile
from shufang.shared.charts.geometry import Box
from shufang.shared.charts.spec import chart, pixels, raw, targets, words
from shufang.shared.charts.theme import TONE, WIDE, figure, room_for, shortened, spoken

GAP, TALL = 6, 50


def tiles(
    rooms: Sequence[Tile],
    *,
    groups: Sequence[Group] = (),
    unit: str = "",
    title: str = "",
    width: int = WIDE,
) -> Spec | None:
    """One tile a room in the order given; None where there are none.

    A tile whose value is not known shows a dash on blank paper.
    """
    if not rooms:
        return None
    width -= 2
    columns = max(3, min(10, width // 74))
    wide = (width - GAP * (columns - 1)) / columns
    rows = []
    for index, room in enumerate(rooms):
        x, y = index % columns * (wide + GAP), index // columns * (TALL + GAP)
        group = next((each for each in groups if each.key == room.group), None)
        rows.append(_row(room, group, Box(x, y, x + wide, y + TALL), unit))
    grid = -(-len(rooms) // columns) * (TALL + GAP) - GAP
    named, height = _named(groups, grid, width)
    layers = [
        _squares(rows),
        words(
            [{"x": row["cx"], "y": row["y"] + 18, "text": row["figure"]} for row in rows],
            mark={"fontSize": 14, "fontWeight": "bold"},
        ),
        words([{"x": row["cx"], "y": row["y"] + 36, "text": row["label"]} for row in rows]),
        *named,
        *targets(rows),
    ]  # fmt: skip
    margin = {"left": 1, "right": 1, "top": 1, "bottom": 1}
    return chart(layers, width=width, height=height, margin=margin, title=title)


def _row(room: Tile, group: Group | None, box: Box, unit: str) -> dict[str, Any]:
    known = room.value is not None
    return {
        "x": round(box.left, 1), "x2": round(box.right, 1), "y": box.top, "y2": box.bottom,
        "cx": round((box.left + box.right) / 2, 1),
        "figure": figure(room.value) if room.value is not None else "—",
        "label": shortened(room.label, box.right - box.left - 6),
        "fill": group.colour if group and known else TONE["wash"],
        "href": room.href,
        "name": spoken(room.label, room.value, unit) + (f" {group.name}" if group else ""),
    }  # fmt: skip


def _squares(rows: list[dict[str, Any]]) -> Spec:
    return {
        "data": {"values": rows},
        "mark": {"type": "rect", "cornerRadius": 8, "stroke": None},
        "encoding": {
            "x": pixels("x"), "y": pixels("y"), "x2": {"field": "x2"}, "y2": {"field": "y2"},
            "fill": raw("fill"),
            "description": {"field": "name", "type": "nominal"},
        },
    }  # fmt: skip


def _named(groups: Sequence[Group], top: float, width: float) -> tuple[list[Spec], float]:
    """The classes as a row of small squares with names, on as many lines as they need."""
    x, y = 0.0, top + 22
    squares, names = [], []
    for group in groups:
        wide = room_for(group.name) + 34
        if x and x + wide > width:
            x, y = 0.0, y + 22
        squares.append({"x": x, "x2": x + 11, "y": y - 5.5, "y2": y + 5.5, "fill": group.colour})
        names.append({"x": x + 17, "y": y, "text": group.name})
        x += wide
    if not groups:
        return [], top
    layer: Spec = {
        "data": {"values": squares},
        "mark": {"type": "rect", "cornerRadius": 3, "aria": False},
        "encoding": {
            "x": pixels("x"), "y": pixels("y"), "x2": {"field": "x2"}, "y2": {"field": "y2"},
            "fill": raw("fill"),
        },
    }  # fmt: skip
    text = words(names, mark={"align": "left", "color": TONE["ink-2"]})
    return [layer, text], y + 12
