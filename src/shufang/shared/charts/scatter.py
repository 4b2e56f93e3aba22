"""Hot and cold: one dot a room, lines at the medians, the four corners named."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shufang.shared.charts.data import Dot, Spec
from shufang.shared.charts.geometry import Box, median, place_labels, ticks
from shufang.shared.charts.spec import chart, names_beside, pixels, raw, targets_around, words
from shufang.shared.charts.theme import TONE, WIDE, figure, lookup, room_for


def scatter(
    dots: Sequence[Dot],
    *,
    x_title: str,
    y_title: str,
    corners: tuple[str, str, str, str] | None = None,
    title: str = "",
    width: int = WIDE,
    height: int = 420,
    first: Sequence[str] = (),
) -> Spec | None:
    """Dots with both values known; `corners` name the top left, top right, bottom left, bottom
    right of the medians' cross.

    Labels in `first` are placed before others; a label that would lie on another is left out
    (its dot still says it). None where no dot is known.
    """
    known = [dot for dot in dots if dot.x is not None and dot.y is not None]
    if not known:
        return None
    plot = _Plot.of(known, width, height)
    mid_x, mid_y = plot.x(median(plot.xs)), plot.y(median(plot.ys))
    rows = [_row(dot, plot, x_title, y_title) for dot in known]
    rows.sort(key=lambda row: _priority(row, first, mid_x, mid_y))
    corner_rows = _corners(corners, plot.wide, plot.tall) if corners else []
    spots = place_labels(
        [(row["x"], row["y"], 5.0, row["label"]) for row in rows],
        frame=Box(-6, -4, plot.wide + 12, plot.tall),
        taken=[_box(row) for row in corner_rows],
    )
    titles = [
        {"x": -plot.left + 2, "y": -17, "text": y_title, "align": "left"},
        {"x": plot.wide + 12, "y": plot.tall + 33, "text": x_title, "align": "right"},
    ]
    layers = [
        _dots(rows, plot),
        _cross(mid_x, mid_y, plot.wide, plot.tall),
        *([_aligned(corner_rows, TONE["grey-ink"])] if corner_rows else []),
        names_beside(rows, spots, size=11),
        _aligned(titles, TONE["ink-2"]),
        *targets_around([(row, 11) for row in rows]),
    ]
    margin = {"left": plot.left, "right": 16, "top": 28, "bottom": 42}
    return chart(layers, width=plot.wide, height=plot.tall, margin=margin, title=title)


@dataclass(frozen=True)
class _Plot:
    """Where values lie in pixels: the axes' steps, and the room that they leave."""

    xs: list[float]
    ys: list[float]
    x_steps: list[float]
    y_steps: list[float]
    left: float
    wide: int
    tall: int

    @classmethod
    def of(cls, dots: Sequence[Dot], width: int, height: int) -> "_Plot":
        xs, ys = [dot.x or 0 for dot in dots], [dot.y or 0 for dot in dots]
        x_steps, y_steps = _steps(xs, count=5 if width > 400 else 3), _steps(ys, count=5)
        left = max(room_for(figure(step)) for step in y_steps) + 12
        return cls(xs, ys, x_steps, y_steps, left, round(width - left - 16), height - 70)

    def x(self, value: float) -> float:
        return _along(self.x_steps, value, self.wide)

    def y(self, value: float) -> float:
        return self.tall - _along(self.y_steps, value, self.tall)


def _steps(values: Sequence[float], *, count: int) -> list[float]:
    """From zero, unless that would leave the picture mostly empty."""
    low = min(values) * 0.97 if min(values) > max(values) * 0.45 else 0
    return ticks(low, max(values) * 1.03, count)


def _along(steps: list[float], value: float, length: float) -> float:
    return round((value - steps[0]) / (steps[-1] - steps[0]) * length, 1)


def _row(dot: Dot, plot: _Plot, x_title: str, y_title: str) -> dict[str, Any]:
    x, y = dot.x or 0, dot.y or 0
    return {
        "x": plot.x(x),
        "y": plot.y(y),
        "label": dot.label,
        "colour": dot.colour or TONE["bamboo"],
        "href": dot.href,
        "name": f"{dot.label} {x_title} {figure(x)} {y_title} {figure(y)}",
    }


def _priority(row: dict[str, Any], first: Sequence[str], mid_x: float, mid_y: float) -> Any:
    """Named ones first, then those furthest from the middle: they are what a reader asks about."""
    away = abs(row["x"] - mid_x) + abs(row["y"] - mid_y)
    return (row["label"] not in first, -away, row["label"])


def _dots(rows: list[dict[str, Any]], plot: _Plot) -> Spec:
    def axis(steps: list[float], length: int, *, upwards: bool) -> Spec:
        labels = {round(length * i / (len(steps) - 1)): s for i, s in enumerate(steps)}
        places = [length - p if upwards else p for p in labels]
        texts = {str(p): figure(s) for p, s in zip(places, labels.values(), strict=True)}
        return {
            "values": places,
            "labelExpr": f"{lookup(texts)}['' + datum.value]",
            "labelOverlap": False,
            "labelFlush": False,
        }

    def scale(length: int, *, upwards: bool) -> Spec:
        ends = [length, 0] if upwards else [0, length]
        return {"domain": ends, "range": ends, "nice": False, "zero": False}

    return {
        "data": {"values": rows},
        "mark": {
            "type": "circle", "size": 72, "opacity": 0.88, "stroke": "#ffffff", "strokeWidth": 1,
        },
        "encoding": {
            "x": {
                "field": "x", "type": "quantitative", "scale": scale(plot.wide, upwards=False),
                "axis": axis(plot.x_steps, plot.wide, upwards=False),
            },
            "y": {
                "field": "y", "type": "quantitative", "scale": scale(plot.tall, upwards=True),
                "axis": axis(plot.y_steps, plot.tall, upwards=True),
            },
            "fill": raw("colour"),
            "description": {"field": "name", "type": "nominal"},
        },
    }  # fmt: skip


def _cross(mid_x: float, mid_y: float, wide: float, tall: float) -> Spec:
    return {
        "data": {
            "values": [
                {"x": mid_x, "x2": mid_x, "y": 0, "y2": tall},
                {"x": 0, "x2": wide, "y": mid_y, "y2": mid_y},
            ]
        },
        "mark": {"type": "rule", "color": TONE["grey"], "strokeDash": [4, 3], "aria": False},
        "encoding": {
            "x": pixels("x"), "y": pixels("y"), "x2": {"field": "x2"}, "y2": {"field": "y2"},
        },
    }  # fmt: skip


def _corners(names: tuple[str, str, str, str], wide: float, tall: float) -> list[dict[str, Any]]:
    places = ((4, 9, "left"), (wide - 4, 9, "right"), (4, tall - 9, "left"),
              (wide - 4, tall - 9, "right"))  # fmt: skip
    return [
        {"x": x, "y": y, "text": name, "align": align}
        for (x, y, align), name in zip(places, names, strict=True)
    ]


def _box(row: dict[str, Any]) -> Box:
    wide = room_for(row["text"])
    left = row["x"] if row["align"] == "left" else row["x"] - wide
    return Box(left, row["y"] - 8, left + wide, row["y"] + 8)


def _aligned(rows: list[dict[str, Any]], tone: str) -> Spec:
    """Text aligned by each row's own `align`, as a layer of two."""
    return {
        "layer": [
            words(
                [row for row in rows if row["align"] == side], mark={"align": side, "color": tone}
            )
            for side in ("left", "right")
        ]
    }
