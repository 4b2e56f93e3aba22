"""What builders are given. `value` None is not known: a gap, never a zero.

`href` is an address on this site (it starts with `/` or `?`); the drawn mark then is a link.
`name` of a mark, read aloud and shown on hovering, is made of its label, value and unit.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

Spec = dict[str, Any]


@dataclass(frozen=True)
class Bar:
    label: str
    value: float | None
    colour: str = ""  # a hex colour, e.g. CATEGORY["family"]; else bamboo
    href: str = ""
    estimated: bool = False


@dataclass(frozen=True)
class Point:
    """A value of a month (any day of it) on a line."""

    month: date
    value: float | None
    href: str = ""
    estimated: bool = False


@dataclass(frozen=True)
class Line:
    name: str
    points: tuple[Point, ...]
    colour: str = ""
    before: bool = False  # the year before: moved one year forward, drawn thin and grey


@dataclass(frozen=True)
class Marker:
    """Something that happened on a day, such as an activity."""

    day: date
    label: str
    colour: str = ""
    href: str = ""


@dataclass(frozen=True)
class Dot:
    label: str
    x: float | None
    y: float | None
    colour: str = ""
    href: str = ""


@dataclass(frozen=True)
class Place:
    label: str
    longitude: float
    latitude: float
    value: float | None
    colour: str = ""
    href: str = ""


@dataclass(frozen=True)
class Group:
    """A class of tiles, named once below them."""

    key: str
    name: str
    colour: str


@dataclass(frozen=True)
class Tile:
    label: str
    value: float | None
    group: str = ""
    href: str = ""
