"""A map without tiles: rooms where they lie to each other, drawn from coordinates.

The city is fitted into a frame; rooms closer than a fingertip are pushed apart, so the map is a
sketch to choose from and no survey. Names are written where there is room for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

from shufang.portal.queries.rooms import Room

WIDTH = 340.0
MIN_HEIGHT, MAX_HEIGHT = 200.0, 380.0
MARGIN = 24.0
APART = 25.0  # between the middles of two spots
LETTER, LINE = 9.5, 11.0  # the width of a Chinese character, the height of a line


@dataclass(frozen=True)
class Spot:
    room: Room
    x: float
    y: float
    label: str = ""  # empty where there is no space for it
    label_x: float = 0.0
    label_y: float = 0.0
    anchor: str = "start"


@dataclass(frozen=True)
class RoomMap:
    """Spots in a frame of WIDTH x height; its corner and scale place any coordinates in it."""

    height: float
    spots: list[Spot]
    west: float
    north: float
    scale: float  # units a degree of latitude
    squeeze: float  # a degree of longitude against one of latitude

    @property
    def width(self) -> float:
        return WIDTH


def room_map(rooms: Sequence[Room]) -> RoomMap | None:
    """The map of all rooms that have coordinates; none with fewer than two of them."""
    placed = [room for room in rooms if room.has_place]
    if len(placed) < 2:
        return None
    longitudes = [float(room.site.longitude or 0) for room in placed]
    latitudes = [float(room.site.latitude or 0) for room in placed]
    west, north = min(longitudes), max(latitudes)
    squeeze = cos(radians((north + min(latitudes)) / 2))
    wide = max((max(longitudes) - west) * squeeze, 1e-9)
    tall = max(north - min(latitudes), 1e-9)
    scale = min((WIDTH - 2 * MARGIN) / wide, (MAX_HEIGHT - 2 * MARGIN) / tall)
    height = min(MAX_HEIGHT, max(MIN_HEIGHT, tall * scale + 2 * MARGIN))
    left = (WIDTH - wide * scale) / 2
    top = (height - tall * scale) / 2
    points = [
        [left + (longitude - west) * squeeze * scale, top + (north - latitude) * scale]
        for longitude, latitude in zip(longitudes, latitudes, strict=True)
    ]
    _push_apart(points, height)
    return RoomMap(
        round(height, 1),
        _label(placed, points, height),
        west - left / (squeeze * scale),
        north + top / scale,
        scale,
        squeeze,
    )


def _push_apart(points: list[list[float]], height: float) -> None:
    """Move spots that would lie under one fingertip, a little at a time, inside the frame."""
    for _round in range(80):
        moved = False
        for number, one in enumerate(points):
            for other in points[number + 1 :]:
                dx, dy = other[0] - one[0], other[1] - one[1]
                gap = hypot(dx, dy)
                if gap >= APART:
                    continue
                moved = True
                if gap < 1e-6:  # the same place: side by side
                    dx, dy, gap = 1.0, 0.0, 1.0
                push = (APART - gap) / 2 + 0.05
                for point, sign in ((one, -1), (other, 1)):
                    x = point[0] + sign * push * dx / gap
                    y = point[1] + sign * push * dy / gap
                    point[0] = min(max(x, MARGIN / 2), WIDTH - MARGIN / 2)
                    point[1] = min(max(y, MARGIN / 2), height - MARGIN / 2)
        if not moved:
            return


def _label(rooms: Sequence[Room], points: list[list[float]], height: float) -> list[Spot]:
    """Names to the right, left, below or above a spot, where nothing else is."""
    taken = [(x - 8, y - 8, x + 8, y + 8) for x, y in points]
    spots = []
    for number, (room, (x, y)) in enumerate(zip(rooms, points, strict=True)):
        label = short_name(room.site.name)
        width = sum(LETTER if ord(letter) > 0x2E80 else LETTER * 0.6 for letter in label)
        spot = Spot(room, round(x, 1), round(y, 1))
        for anchor, label_x, label_y, box in _places(x, y, width):
            inside = box[0] >= 0 and box[2] <= WIDTH and box[1] >= 0 and box[3] <= height
            others = [taken[n] for n in range(len(taken)) if n != number]
            if inside and not any(_overlap(box, other) for other in others):
                taken.append(box)
                spot = Spot(
                    room, spot.x, spot.y, label, round(label_x, 1), round(label_y, 1), anchor
                )
                break
        spots.append(spot)
    return spots


Box = tuple[float, float, float, float]


def _places(x: float, y: float, width: float) -> list[tuple[str, float, float, Box]]:
    half = LINE / 2
    return [
        ("start", x + 10, y + 3.5, (x + 10, y - half, x + 10 + width, y + half)),
        ("end", x - 10, y + 3.5, (x - 10 - width, y - half, x - 10, y + half)),
        ("middle", x, y + 19, (x - width / 2, y + 9, x + width / 2, y + 9 + LINE)),
        ("middle", x, y - 11, (x - width / 2, y - 9 - LINE, x + width / 2, y - 9)),
    ]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def short_name(name: str) -> str:
    """The name without what all rooms share: 茶园小学智慧书房 -> 茶园小学."""
    return name.removesuffix("书房").removesuffix("智慧").strip() or name
