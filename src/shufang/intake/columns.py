"""What a column of an import is: its meaning, the headings people give it, the values it holds."""

from dataclasses import dataclass
from enum import StrEnum

from shufang.intake.saying import Both


class Shape(StrEnum):
    """What the cells of a column look like."""

    DAY = "day"
    TIME = "time"
    MONTH = "month"
    COUNT = "count"
    COORDINATE = "coordinate"
    HOURS = "hours"
    LINK = "link"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Column:
    """One field an importer can fill.

    `usual` headings mean this field and raise no question, the first ones before the later;
    `also` headings mean it where nothing better is there. Both are written in their plain form:
    no spaces, no brackets, lower case. `names` is the name book whose entries fill the column,
    `fills_down` says that a merged cell holds for all its rows.
    """

    code: str
    label: Both
    usual: tuple[str, ...]
    shape: Shape = Shape.TEXT
    also: tuple[str, ...] = ()
    names: str = ""
    fills_down: bool = False
