"""What the past says about how many places to give."""

from datetime import timedelta

import pytest
from django.utils import timezone

from shufang.activities.choices import Stage, State, Way
from shufang.activities.models import Activity
from shufang.activities.queries.no_shows.overbooking import suggestion
from shufang.people.models import User
from shufang.places.models import Site
from tests.cast import ClientAs
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db


def held(site: Site, n: int, *, came: int, missed: int, days_ago: int = 30) -> Activity:
    activity = plan_ahead(
        site, title=f"第{n}场", starts=timezone.now() - timedelta(days_ago + n), state=State.HELD
    )
    for stage, count in ((Stage.ATTENDED, came), (Stage.ABSENT, missed)):
        for _n in range(count):
            party(activity, stage=stage)
    return activity


@pytest.fixture
def ahead(tea_room: Site) -> Activity:
    found = plan_ahead(tea_room)
    with_places(found, 15)
    return found


def test_where_one_in_five_stays_away_more_may_be_given(ahead: Activity, tea_room: Site) -> None:
    for n in range(3):
        held(tea_room, n, came=8, missed=2)
    found = suggestion(ahead)
    assert found is not None
    assert (found.activities, found.kept, found.used) == (3, 30, 24)
    assert found.places == 18  # 15 / 0.8 = 18.75


@pytest.mark.parametrize(
    ("times", "came", "missed", "days_ago"),
    [(2, 8, 8, 30), (3, 3, 1, 30), (3, 10, 0, 30), (3, 0, 10, 30), (3, 8, 2, 400)],
    ids=["two activities", "few places", "all came", "nobody came", "long ago"],
)
def test_where_too_little_is_known_nothing_is_said(
    ahead: Activity, tea_room: Site, times: int, came: int, missed: int, days_ago: int
) -> None:
    for n in range(times):
        held(tea_room, n, came=came, missed=missed, days_ago=days_ago)
    assert suggestion(ahead) is None


def test_other_rooms_and_walk_ins_say_nothing(
    ahead: Activity, tea_room: Site, taiping: Site
) -> None:
    for n in range(3):
        held(taiping, n, came=8, missed=2)
    assert suggestion(ahead) is None
    for n in range(3):
        activity = held(tea_room, n, came=8, missed=2)
        for _n in range(20):
            party(activity, stage=Stage.ATTENDED, way=Way.WALK_IN)
    found = suggestion(ahead)
    assert found is not None
    assert found.kept == 30


def test_it_never_says_more_than_a_third_on_top(ahead: Activity, tea_room: Site) -> None:
    for n in range(3):
        held(tea_room, n, came=2, missed=8)
    found = suggestion(ahead)
    assert found is not None
    assert found.places == 19  # 15 x 1.3


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_stands_on_the_page_of_an_activity_ahead(
    client_as: ClientAs, ahead: Activity, tea_room: Site, site_staff: User, language: str
) -> None:
    past = [held(tea_room, n, came=8, missed=2) for n in range(3)]
    client = client_as(site_staff, language=language)
    assert 'id="overbooking"' in client.get(f"/desk/activities/{ahead.pk}/").content.decode()
    assert 'id="overbooking"' not in client.get(f"/desk/activities/{past[0].pk}/").content.decode()
