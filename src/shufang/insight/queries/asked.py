"""From the words of an address to a measure and a cell of it."""

from collections.abc import Mapping
from datetime import date

from shufang.insight.queries.keys import labels
from shufang.lake import Key, Measure, Ratio, registry


def cell_of(measure: Measure | Ratio, query: Mapping[str, str]) -> dict[str, Key]:
    """The keys by dimension that a query string names; an empty one asks for nothing.

    Raises ValueError for a key nobody has, and for a dimension the measure does not have: a figure
    that leaves a condition out in silence would be the wrong figure.
    """
    cell: dict[str, Key] = {}
    for dimension in registry.dimensions():
        text = query.get(dimension.code)
        names = labels(dimension.code) if text is not None else {}
        if text is None or (text == "" and text not in names):
            continue
        if dimension.code not in measure.dimensions:
            raise ValueError(f"{measure.code} has no {dimension.code}")
        cell[dimension.code] = _key(dimension.kind, text, names)
    return cell


def in_words(cell: Mapping[str, Key]) -> list[tuple[str, str]]:
    """The names of a cell's dimensions and keys."""
    return [
        (registry.dimension(code).label, labels(code).get(key) or month_or_year(key))
        for code, key in cell.items()
    ]


def month_or_year(key: Key) -> str:
    return f"{key:%Y-%m}" if isinstance(key, date) else str(key)


def _key(kind: str, text: str, names: Mapping[Key, str]) -> Key:
    key: Key
    if kind == "month":
        return date.fromisoformat(text).replace(day=1)
    if kind == "year":
        return date(int(text), 1, 1).year
    key = int(text) if kind == "id" else text
    if key not in names:
        raise ValueError(f"nobody has the key {key!r}")
    return key
