"""Pieces every builder puts together. All places are pixels or fixed domains: nothing jumps."""

from collections.abc import Mapping, Sequence
from typing import Any

from shufang.shared.charts.data import Spec
from shufang.shared.charts.theme import config

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
Rows = Sequence[Mapping[str, Any]]


def chart(
    layers: list[Spec], *, width: float, height: float, margin: Mapping[str, float], title: str
) -> Spec:
    """A spec whose drawing is exactly margin + width and height; `title` is its spoken name."""
    return {
        "$schema": SCHEMA,
        "description": title,
        "width": width,
        "height": height,
        "padding": {side: round(size, 1) for side, size in margin.items()},
        "autosize": {"type": "none"},
        "config": {**config(), "padding": None},
        "layer": layers,
    }


def pixels(field: str) -> Spec:
    """A channel read as pixels, without a scale."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def raw(field: str) -> Spec:
    """A colour or size channel read as it is."""
    return {"field": field, "type": "nominal", "scale": None}


def words(rows: Rows, *, mark: Mapping[str, Any] | None = None, **channels: Spec) -> Spec:
    """A layer of text at pixels `x`, `y`, silent for screen readers (the marks speak)."""
    return {
        "data": {"values": list(rows)},
        "mark": {"type": "text", "aria": False, "baseline": "middle", **(mark or {})},
        "encoding": {
            "x": pixels("x"),
            "y": pixels("y"),
            "text": {"field": "text", "type": "nominal"},
            **channels,
        },
    }


def targets(rows: Rows) -> list[Spec]:
    """Clear rectangles over the marks: where one has an address it is a link with a name.

    A finger needs more than a thin bar. Rows give x, y, x2, y2, href, name.
    """
    values = [dict(row) for row in rows if row.get("href")]
    if not values:
        return []
    return [
        {
            "data": {"values": values},
            "mark": {"type": "rect", "fill": "transparent", "stroke": None},
            "encoding": {
                "x": pixels("x"),
                "y": pixels("y"),
                "x2": {"field": "x2"},
                "y2": {"field": "y2"},
                "href": {"field": "href", "type": "nominal"},
                "description": {"field": "name", "type": "nominal"},
            },
        }
    ]


def names_beside(rows: Rows, spots: Sequence[tuple[float, float] | None], *, size: float) -> Spec:
    """The names of those dots for which there is a spot (`geometry.place_labels`)."""
    labels = [
        {"x": spot[0], "y": spot[1], "text": row["label"]}
        for row, spot in zip(rows, spots, strict=True)
        if spot
    ]
    return words(labels, mark={"fontSize": size})


def targets_around(rows: Sequence[tuple[Mapping[str, Any], float]]) -> list[Spec]:
    """The same for dots, each with how far around it one may point."""
    return targets(
        [
            {**row, "x": row["x"] - r, "x2": row["x"] + r, "y": row["y"] - r, "y2": row["y"] + r}
            for row, r in rows
        ]
    )
