"""What the card of an activity says in a list: whether one may still come, and how."""

from datetime import timedelta

import pytest
from django.utils import timezone

from shufang.activities.choices import Places, State
from shufang.activities.models import Activity
from shufang.activities.queries.registering.card import Sign, sign_of
from shufang.places.models import Site
from tests.factories.planned import by_draw, plan_ahead, with_places

pytestmark = pytest.mark.django_db


def says(activity: Activity) -> Sign | None:
    return sign_of(Activity.objects.get(pk=activity.pk), timezone.now())


@pytest.mark.parametrize(
    ("taken", "waiting", "sign"),
    [
        (0, 0, Sign("还剩 12 组", "good")),
        (9, 0, Sign("还剩 3 组", "few")),
        (12, 2, Sign("已满，可候补", "quiet")),
        (11, 2, Sign("已满，可候补", "quiet")),  # the free place is for those who wait
        (12, 6, Sign("名额已满", "quiet")),
    ],
)
def test_places_left_are_counted(tea_room: Site, taken: int, waiting: int, sign: Sign) -> None:
    activity = plan_ahead(tea_room)
    with_places(activity, 12, taken=taken, waiting=waiting, waiting_places=6)
    assert says(activity) == sign


def test_other_ways_to_come_are_named(tea_room: Site) -> None:
    in_a_week = timezone.localtime() + timedelta(days=7)
    free, drawn = plan_ahead(tea_room), plan_ahead(tea_room, starts=in_a_week)
    with_places(free, 0, way=Places.OPEN)
    by_draw(drawn)
    assert says(free) == Sign("随到随进", "good")
    assert says(drawn) == Sign("报名抽签", "good")


def test_before_and_after_registration_nobody_is_sent_to_a_form(tea_room: Site) -> None:
    ahead, ended = plan_ahead(tea_room), plan_ahead(tea_room)
    with_places(ahead, opens_at=timezone.now() + timedelta(hours=1))
    with_places(ended, closes_at=timezone.now() - timedelta(hours=1))
    assert says(ahead) == Sign("还没开始报名", "quiet")
    assert says(ended) == Sign("报名已截止", "quiet")


def test_what_was_or_will_not_be_says_nothing(tea_room: Site) -> None:
    past = plan_ahead(tea_room, starts=timezone.localtime() - timedelta(days=3), state=State.HELD)
    off = plan_ahead(tea_room, state=State.CANCELLED)
    assert (says(past), says(off)) == (None, None)
