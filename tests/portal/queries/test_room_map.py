"""The map without tiles: everything inside, nothing under one fingertip, names that can be read."""

from datetime import UTC, datetime
from math import hypot

import pytest

from shufang.places.models import Site
from shufang.places.queries.opening import Opening, State
from shufang.portal.queries.room_map import (
    APART,
    WIDTH,
    RoomMap,
    Spot,
    room_map,
    short_name,
)
from shufang.portal.queries.rooms import Room

CROWD = [(120.75 + n % 5 * 0.001, 30.75 + n // 5 * 0.001) for n in range(20)]
CITY = [(120.62, 30.64), (120.92, 30.85), (120.75, 30.70), (120.80, 30.78)]


def room(longitude: float | None, latitude: float | None, name: str = "月河智慧书房") -> Room:
    now = Opening(State.UNKNOWN, datetime.now(UTC))
    return Room(Site(name=name, slug="a", longitude=longitude, latitude=latitude), now, 0)


def drawn(places: list[tuple[float, float]]) -> RoomMap:
    found = room_map([room(*place) for place in places])
    assert found is not None
    return found


@pytest.mark.parametrize("places", [CITY, CROWD, [(120.7, 30.7)] * 6])
def test_spots_stay_inside_and_apart(places: list[tuple[float, float]]) -> None:
    spots = drawn(places).spots
    height = drawn(places).height
    assert all(0 < spot.x < WIDTH and 0 < spot.y < height for spot in spots)
    gaps = [hypot(a.x - b.x, a.y - b.y) for n, a in enumerate(spots) for b in spots[n + 1 :]]
    assert min(gaps) > APART * 0.9


def test_north_is_up_and_east_is_right() -> None:
    south_west, north_east, *_rest = drawn(CITY).spots
    assert south_west.x < north_east.x
    assert south_west.y > north_east.y


def box(spot: Spot) -> tuple[float, float, float, float]:
    width = 9.5 * len(spot.label)
    left = {"start": 0.0, "middle": width / 2, "end": width}[spot.anchor]
    return (spot.label_x - left, spot.label_y - 8, spot.label_x - left + width, spot.label_y + 2)


def test_no_name_lies_on_another_and_the_crowded_go_without() -> None:
    spots = [spot for spot in drawn(CROWD).spots if spot.label]
    assert len(spots) > 0
    for number, spot in enumerate(spots):
        for other in spots[number + 1 :]:
            a, b = box(spot), box(other)
            assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3])


@pytest.mark.parametrize("places", [[], [(120.7, 30.7)], [(None, None), (120.7, None)]])
def test_without_two_places_there_is_no_map(
    places: list[tuple[float | None, float | None]],
) -> None:
    assert room_map([room(*place) for place in places]) is None


def test_any_coordinates_can_be_placed_on_it() -> None:
    chart = drawn([(120.62, 30.64), (120.92, 30.85)])
    spot = chart.spots[1]
    x = (120.92 - chart.west) * chart.squeeze * chart.scale
    y = (chart.north - 30.85) * chart.scale
    assert [x, y] == pytest.approx([spot.x, spot.y], abs=0.1)


@pytest.mark.parametrize(
    ("name", "short"),
    [("茶园小学智慧书房", "茶园小学"), ("月河书房", "月河"), ("书房", "书房"), ("总馆", "总馆")],
)
def test_names_on_the_map_leave_out_what_all_share(name: str, short: str) -> None:
    assert short_name(name) == short
