"""The colours and type of the product's look, as Vega-Lite configuration."""

import json
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

TONE = {
    "paper": "#faf7f1", "sheet": "#ffffff", "ink": "#26302d", "ink-2": "#5b6763",
    "line": "#e6e0d5", "wash": "#f2ede3", "bamboo": "#2f6b5b", "bamboo-deep": "#234f44",
    "bamboo-wash": "#e6f0ec", "ochre": "#b5722a", "ochre-wash": "#f8ecd9", "rouge": "#a83c4b",
    "rouge-wash": "#f8e4e6",
    "indigo": "#3f5a86", "indigo-wash": "#e5ebf4", "grey": "#a39c8f", "grey-ink": "#756d60",
}  # fmt: skip
CATEGORY = {
    "theatre": "#a4503c", "family": "#2f6b5b", "adult": "#3f5a86", "senior": "#8a6d1f",
    "theme": "#7a4a7d", "training": "#5f6d69",
}  # fmt: skip
FACES = ("Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "sans-serif")
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
WIDE, HALF, NARROW = 640, 480, 330  # what a chart is drawn for: a card on a desk, half, a phone


def config() -> dict[str, Any]:
    """The theme: no frame, hairline grid, quiet axes, one Chinese sans face."""
    from shufang.shared.fonts import family

    font = ", ".join(dict.fromkeys([family("sans"), *FACES]))
    return {
        "font": font,
        "background": None,
        "padding": 4,
        "view": {"stroke": None},
        "axis": {
            "aria": False,
            "domain": False,
            "ticks": False,
            "grid": True,
            "gridColor": "#eee7da",
            "labelColor": TONE["ink-2"],
            "labelFontSize": 11.5,
            "labelPadding": 7,
            "labelLimit": 0,  # Vega would cut rare characters in halves
            "title": None,
            "titleColor": TONE["ink-2"],
            "titleFontSize": 11.5,
            "titleFontWeight": "normal",
        },
        "text": {"fontSize": 11.5, "fill": TONE["ink"]},
        "bar": {"aria": True},
        "legend": {"disable": True},
    }


def printable(text: str) -> str:
    """The text without what XML can't hold: the drawing engine ends the whole process over it."""
    return UNPRINTABLE.sub("", text)


def lookup(names: Mapping[str, str]) -> str:
    """A Vega object literal of labels; JSON is one, whatever the labels hold."""
    return json.dumps({key: printable(name) for key, name in names.items()})


def figure(value: float) -> str:
    """A value as its label prints it: 3,955 or 13.8; half goes up, as in tables."""
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{Decimal(str(value)).quantize(Decimal('0.1'), rounding=ROUND_HALF_UP):,}"


def spoken(label: str, value: float | None, unit: str, *, estimated: bool = False) -> str:
    """The accessible name of a mark: 亲子阅读 190 场; an estimate says ≈, an unknown says —."""
    if value is None:
        return f"{label} —"
    return f"{label} {'≈' if estimated else ''}{figure(value)} {unit}".rstrip()


def room_for(text: str, size: float = 11.5) -> float:
    """About how many pixels wide a label is: a Chinese character is as wide as high."""
    return sum(size if ord(char) > 0x2E7F else size * 0.56 for char in text)


def shortened(text: str, pixels: float, size: float = 11.5) -> str:
    """The label, cut with … where it is wider than `pixels`."""
    if room_for(text, size) <= pixels:
        return text
    while text and room_for(text + "…", size) > pixels:
        text = text[:-1]
    return text + "…"
