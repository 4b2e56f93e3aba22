"""Rooms and towns as the lake names them."""

from collections.abc import Iterator
from typing import Any

from shufang.lake import Dimension, NameTable, registry
from shufang.places.models import Site, Town

NO_TOWN = 0


def _towns() -> Iterator[tuple[Any, ...]]:
    yield (NO_TOWN, "未注明", "Not stated", 1)
    for key, name in Town.objects.order_by("name").values_list("id", "name"):
        yield (key, name, "", 0)


def _sites() -> Iterator[tuple[Any, ...]]:
    rows = Site.objects.order_by("name").values_list("id", "name", "town_id")
    for order, (key, name, town) in enumerate(rows):
        yield (key, name, "", order, town or NO_TOWN)


SITES = NameTable("site", rows=_sites, links=("town",))
TOWNS = NameTable("town", rows=_towns)
SITE = Dimension("site", "书房", "Room", key="f.site", kind="id", table="site")
TOWN = Dimension(
    "town", "街道（镇）", "Town", key="of_site.town", kind="id", table="town", through="site"
)


def register() -> None:
    registry.add(SITES, TOWNS, SITE, TOWN)
