"""Where things go: round ends of axes, places for labels that do not lie on one another."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from shufang.shared.charts.theme import room_for


def ticks(low: float, high: float, count: int = 4, *, whole: bool = False) -> list[float]:
    """Round values from at or below `low` to at or above `high`, about `count` steps apart; of
    things that are counted, only `whole` ones.
    """
    if high <= low:
        high = low + 1
    raw = (high - low) / count
    size = 10 ** math.floor(math.log10(raw))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= raw * 0.999)
    if whole:
        step = max(1, math.ceil(step))
    first = math.floor(low / step)
    last = math.ceil(high / step - 1e-9)
    return [round(step * index, 10) for index in range(first, last + 1)]


def median(values: Sequence[float]) -> float:
    """The middle value; between two, their mean."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


@dataclass
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def inside(self, other: "Box") -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


def place_labels(
    dots: Sequence[tuple[float, float, float, str]],
    *,
    frame: Box,
    taken: Sequence[Box] = (),
    size: float = 11.0,
) -> list[tuple[float, float] | None]:
    """The middle of each label, beside its dot (x, y, radius, label), or None where none fits.

    Dots are taken in the order given, so the important ones come first. No label lies on another
    label, on a dot, on a `taken` box or outside the frame: one that finds no place is left to
    the mark's spoken name.
    """
    busy = [*taken, *(Box(x - r, y - r, x + r, y + r) for x, y, r, _ in dots)]
    found: list[tuple[float, float] | None] = []
    for x, y, radius, label in dots:
        wide, high = room_for(label, size) + 2, size * 1.25
        side, up = radius + 3 + wide / 2, radius + 1 + high / 2
        spot = None
        for dx, dy in (
            (side, 0), (-side, 0), (0, -up), (0, up),
            (side * 0.8, -up), (side * 0.8, up), (-side * 0.8, -up), (-side * 0.8, up),
        ):  # fmt: skip
            cx, cy = x + dx, y + dy
            box = Box(cx - wide / 2, cy - high / 2, cx + wide / 2, cy + high / 2)
            if box.inside(frame) and not any(box.meets(other) for other in busy):
                busy.append(box)
                spot = (round(cx, 1), round(cy, 1))
                break
        found.append(spot)
    return found
