"""Who may register first, and until when."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from shufang.activities.models import Activity, Rules
from shufang.activities.queries.registering.priority import priorities, priority_now
from shufang.places.models import Site
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db
OPENS = datetime(2026, 10, 10, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
FIRST, TOWN = {"for": "first_timers", "hours": 24}, {"for": "town", "hours": 48}


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    return plan_ahead(tea_room, starts=OPENS + timedelta(days=7))


def ruled(activity: Activity, *priority: Any, opens: datetime | None = OPENS) -> Rules:
    return with_places(activity, opens_at=opens, priority=list(priority))


def test_each_rule_ends_at_its_hour(activity: Activity) -> None:
    rules = ruled(activity, FIRST, TOWN)
    day = timedelta(days=1)
    held = [
        [rule.kind for rule in priority_now(activity, rules, OPENS + after)]
        for after in (timedelta(), day - timedelta(seconds=1), day, 2 * day)
    ]
    assert held == [["first_timers", "town"]] * 2 + [["town"], []]


def test_the_town_is_the_rooms_unless_others_are_named(
    activity: Activity, tea_room: Site, taiping: Site
) -> None:
    assert tea_room.town
    assert taiping.town
    own, other = tea_room.town.pk, taiping.town.pk
    rules = ruled(activity, TOWN)
    (rule,) = priorities(activity, rules)
    assert rule.words == "茶园街道的家庭"
    assert [rule.is_for(town=town, first_time=True) for town in (own, other, None)] == [
        True, False, False,
    ]  # fmt: skip
    rules.priority = [{**TOWN, "towns": [other]}]
    (rule,) = priorities(activity, rules)
    assert [rule.is_for(town=town, first_time=True) for town in (own, other)] == [False, True]


def test_who_comes_for_the_first_time_may_be_of_any_town(activity: Activity) -> None:
    (rule,) = priorities(activity, ruled(activity, FIRST))
    assert rule.is_for(town=None, first_time=True)
    assert not rule.is_for(town=activity.site.town_id, first_time=False)


@pytest.mark.parametrize(
    "nothing",
    [
        "first_timers",
        {"for": "first_timers"},
        {"for": "first_timers", "hours": 0},
        {"for": "first_timers", "hours": -3},
        {"for": "first_timers", "hours": "24"},
        {"for": "friends", "hours": 24},
    ],
)
def test_what_says_nothing_holds_nobody_up(activity: Activity, nothing: Any) -> None:
    assert priorities(activity, ruled(activity, nothing)) == []


def test_a_room_without_a_town_puts_no_town_first(activity: Activity) -> None:
    rules = ruled(activity, TOWN)
    activity.site.town = None
    assert priorities(activity, rules) == []


def test_without_an_opening_of_its_own_it_is_the_publishing(activity: Activity) -> None:
    rules = ruled(activity, FIRST, opens=None)
    activity.published_at = OPENS - timedelta(days=3)
    (rule,) = priorities(activity, rules)
    assert rule.until == OPENS - timedelta(days=2)
    activity.published_at = None
    assert priorities(activity, rules) == []
