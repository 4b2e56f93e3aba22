"""Rooms where they lie, without map tiles: the place, a dot as large as its value, its name."""

import math
from collections.abc import Sequence
from typing import Any

from shufang.shared.charts.data import Place, Spec
from shufang.shared.charts.geometry import Box, place_labels
from shufang.shared.charts.spec import chart, names_beside, pixels, raw, targets_around, words
from shufang.shared.charts.theme import TONE, WIDE, spoken

KM_A_DEGREE = 111.32
LARGEST = 13  # radius of the largest dot, on a wide picture


def points_map(
    places: Sequence[Place],
    *,
    unit: str = "",
    title: str = "",
    width: int = WIDE,
    height: int = 420,
    kilometres: str = "km",
) -> Spec | None:
    """One dot a place, its area in proportion to its value; a ring where the value is not known.

    North is up and distances are true in both directions; a bar gives the scale. The largest
    values get their labels first; a label that would lie on another is left to the dot's spoken
    name. None where there are no places.
    """
    if not places:
        return None
    wide, tall = width - 24, height - 24
    spots, pixels_a_km = _projected(places, wide, tall)
    most = max((place.value or 0) for place in places) or 1
    largest = LARGEST if width > 400 else LARGEST * 0.7
    rows = [
        _row(place, spot, largest * math.sqrt(max(place.value or 0, 0) / most), unit)
        for place, spot in zip(places, spots, strict=True)
    ]
    rows.sort(key=lambda row: (-row["radius"], row["label"]))
    bar, bar_layers = _scale_bar(pixels_a_km, wide, tall, kilometres)
    size = 11.0 if width > 400 else 10.0
    found = place_labels(
        [(row["x"], row["y"], row["radius"], row["label"]) for row in rows],
        frame=Box(0, 0, wide, tall), taken=[bar], size=size,
    )  # fmt: skip
    layers = [
        *_ground(wide, tall, pixels_a_km),
        _dots(rows),
        names_beside(rows, found, size=size),
        *bar_layers,
        *targets_around([(row, max(row["radius"], 11)) for row in rows]),
    ]
    margin = {"left": 12, "right": 12, "top": 12, "bottom": 12}
    return chart(layers, width=wide, height=tall, margin=margin, title=title)


def _row(place: Place, spot: tuple[float, float], radius: float, unit: str) -> dict[str, Any]:
    radius, known = max(2.5, radius), place.value is not None
    return {
        "x": spot[0],
        "y": spot[1],
        "radius": radius,
        "size": round(math.pi * radius**2, 1),
        "label": place.label,
        "fill": (place.colour or TONE["bamboo"]) if known else "transparent",
        "edge": "#ffffff" if known else TONE["grey"],
        "href": place.href,
        "name": spoken(place.label, place.value, unit),
    }


def _projected(
    places: Sequence[Place], wide: float, tall: float
) -> tuple[list[tuple[float, float]], float]:
    """Pixels of the places, as large as the frame lets, and pixels a kilometre."""
    middle = sum(place.latitude for place in places) / len(places)
    shrink = math.cos(math.radians(middle))
    east = [place.longitude * shrink * KM_A_DEGREE for place in places]
    north = [place.latitude * KM_A_DEGREE for place in places]
    inner_w, inner_h = wide - 70, tall - 60
    across, up = max(max(east) - min(east), 0.5), max(max(north) - min(north), 0.5)
    scale = min(inner_w / across, inner_h / up)
    shift_x = (wide - (max(east) + min(east)) * scale) / 2
    shift_y = (tall + (max(north) + min(north)) * scale) / 2
    spots = [
        (round(shift_x + e * scale, 1), round(shift_y - n * scale, 1))
        for e, n in zip(east, north, strict=True)
    ]
    return spots, scale


def _dots(rows: list[dict[str, Any]]) -> Spec:
    return {
        "data": {"values": rows},
        "mark": {"type": "circle", "opacity": 0.82, "strokeWidth": 1.2},
        "encoding": {
            "x": pixels("x"),
            "y": pixels("y"),
            "size": raw("size"),
            "fill": raw("fill"),
            "stroke": raw("edge"),
            "description": {"field": "name", "type": "nominal"},
        },
    }


def _ground(wide: float, tall: float, per_km: float) -> list[Spec]:
    """A sheet of warm paper ruled in squares as wide as the scale bar."""
    step = _round_km(per_km, wide) * per_km
    edge = 12
    upright = [2 + step * i for i in range(-1, int(wide / step) + 2)]
    level = [tall - 4 - step * i for i in range(-1, int(tall / step) + 2)]
    rows = [
        *(
            {"x": x, "x2": x, "y": -edge, "y2": tall + edge}
            for x in upright
            if -edge < x < wide + edge
        ),
        *(
            {"x": -edge, "x2": wide + edge, "y": y, "y2": y}
            for y in level
            if -edge < y < tall + edge
        ),
    ]
    corners = {"x": pixels("x"), "y": pixels("y"), "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    sheet = [{"x": -edge, "x2": wide + edge, "y": -edge, "y2": tall + edge}]
    return [
        {
            "data": {"values": sheet},
            "mark": {"type": "rect", "fill": "#f8f5ee", "cornerRadius": 10, "aria": False},
            "encoding": corners,
        },
        {
            "data": {"values": rows},
            "mark": {"type": "rule", "color": "#ffffff", "strokeWidth": 1.2, "aria": False},
            "encoding": corners,
        },
    ]


def _round_km(per_km: float, wide: float) -> float:
    fits = [km for km in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100) if km * per_km < wide * 0.22]
    return fits[-1] if fits else 0.1


def _scale_bar(per_km: float, wide: float, tall: float, word: str) -> tuple[Box, list[Spec]]:
    """A round number of kilometres that takes about a fifth of the width."""
    km = _round_km(per_km, wide)
    length = km * per_km
    y = tall - 4
    rule: Spec = {
        "data": {"values": [{"x": 2, "x2": 2 + length, "y": y}]},
        "mark": {"type": "rule", "color": TONE["grey"], "strokeWidth": 1.5, "aria": False},
        "encoding": {"x": pixels("x"), "x2": {"field": "x2"}, "y": pixels("y")},
    }
    text = words(
        [{"x": 2, "y": y - 10, "text": f"{km:g} {word}"}],
        mark={"align": "left", "fontSize": 10.5, "color": TONE["ink-2"]},
    )
    return Box(0, y - 18, length + 30, tall), [rule, text]
