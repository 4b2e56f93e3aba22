"""An activity that is about to begin, with its places."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from shufang.activities.models import Activity
from shufang.places.models import Site
from tests.factories.planned import plan_ahead, with_places

STARTS = datetime(2026, 10, 17, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Ten minutes before the start; `clock.move_to` and `clock.shift` go on from there."""
    with time_machine.travel(STARTS.replace(hour=9, minute=50), tick=False) as traveller:
        yield traveller


@pytest.fixture
def activity(tea_room: Site, clock: time_machine.Traveller) -> Activity:
    """皮影戏 in the tea room at ten, 15 parties, and whoever walks in while places are left."""
    found = plan_ahead(tea_room, starts=STARTS)
    with_places(found)
    return found
