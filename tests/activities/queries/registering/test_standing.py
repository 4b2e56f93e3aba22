"""How registration stands, from the first plan to the day after."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from shufang.activities.choices import Places, State
from shufang.activities.models import Activity
from shufang.activities.queries.registering.standing import (
    AHEAD,
    CANCELLED,
    ENDED,
    HIDDEN,
    OPEN,
    PAST,
    REGISTERING,
    standing,
)
from shufang.places.models import Site
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db
STARTS = datetime(2026, 10, 17, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ENDS = STARTS + timedelta(hours=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    """From ten to eleven; registration opens two days and closes two hours before."""
    found = plan_ahead(tea_room, starts=STARTS)
    with_places(found, opens_at=STARTS - timedelta(days=2), closes_at=STARTS - timedelta(hours=2))
    return found


def test_opens_closes_and_is_over_to_the_second(activity: Activity) -> None:
    opens, closes = STARTS - timedelta(days=2), STARTS - timedelta(hours=2)
    at = {
        opens - SECOND: AHEAD,
        opens: REGISTERING,
        closes - SECOND: REGISTERING,
        closes: ENDED,
        ENDS - SECOND: ENDED,
        ENDS: PAST,
        ENDS + timedelta(days=1): PAST,
    }
    assert {moment: standing(activity, moment) for moment in at} == at


def test_without_an_end_of_its_own_it_closes_with_the_start(activity: Activity) -> None:
    activity.rules.closes_at = None
    assert standing(activity, STARTS - SECOND) == REGISTERING
    assert standing(activity, STARTS) == ENDED


def test_once_somebody_came_nobody_registers_and_then_it_is_over(activity: Activity) -> None:
    activity.state = State.HELD
    early = STARTS - timedelta(hours=3)
    assert standing(activity, early) == ENDED
    assert standing(activity, ENDS) == PAST
    activity.closed_at = early
    assert standing(activity, early) == PAST


def test_of_a_day_without_hours_the_day_counts(activity: Activity) -> None:
    activity.starts_at = activity.ends_at = None
    activity.rules.opens_at = activity.rules.closes_at = None
    night = STARTS.replace(hour=0)
    assert standing(activity, night) == REGISTERING
    assert standing(activity, night + timedelta(days=1)) == PAST
    activity.state = State.HELD
    assert standing(activity, night) == PAST


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RETURNED])
def test_a_plan_is_hidden(activity: Activity, state: State) -> None:
    activity.state = state
    assert standing(activity, STARTS - timedelta(days=1)) == HIDDEN


def test_so_is_what_is_not_published(activity: Activity) -> None:
    activity.published_at = None
    assert standing(activity, STARTS - timedelta(days=1)) == HIDDEN


def test_what_is_called_off_is_at_all_times(activity: Activity) -> None:
    activity.state = State.CANCELLED
    for moment in (STARTS - timedelta(days=1), ENDS + timedelta(days=1)):
        assert standing(activity, moment) == CANCELLED


def test_where_nobody_registers_it_is_open_until_it_is_over(activity: Activity) -> None:
    activity.rules.way = Places.OPEN
    assert standing(activity, STARTS - timedelta(days=9)) == OPEN
    assert standing(activity, ENDS) == PAST
