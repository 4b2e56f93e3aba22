"""Nobody counts on an activity that is off, not even who registered in that very moment."""

import pytest

from shufang.activities.actions.planning.call_off import call_off
from shufang.activities.actions.registering.end_with_activity import end_left_behind
from shufang.activities.actions.registering.register import Kid, Party, register
from shufang.activities.choices import Stage, Why
from shufang.activities.models import Activity, Registration, Rules
from shufang.outbox.models import Message
from shufang.people.models import User
from shufang.places.models import Site
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db


def come(activity: Activity, phone: str) -> Registration:
    child = Kid("小米", activity.day.year - 6, 1)
    return register(activity=activity, party=Party(1, (child,)), phone=phone)


def test_who_registers_while_it_is_called_off_is_told_and_ended(
    tea_room: Site, operator: User
) -> None:
    activity = plan_ahead(tea_room)
    with_places(activity, 5)
    first = come(activity, "13800000001")
    as_read_before = Activity.objects.select_related("rules").get()
    call_off(actor=operator, activity=activity, reason="老师病了")
    late = come(as_read_before, "13800000002")
    assert late.stage == Stage.CONFIRMED
    assert end_left_behind() == 1
    assert end_left_behind() == 0
    late.refresh_from_db()
    assert late.stage == Stage.CANCELLED
    assert late.steps.order_by("-pk")[0].why == Why.CALLED_OFF
    told = Message.objects.filter(template="activity_called_off").values_list("subject", flat=True)
    assert sorted(told) == [f"activities.registration:{each.pk}" for each in (first, late)]
    assert Rules.objects.get().taken == 0


def test_what_is_on_and_what_is_over_is_left_alone(tea_room: Site) -> None:
    activity = plan_ahead(tea_room)
    with_places(activity, 5)
    made = come(activity, "13800000001")
    assert end_left_behind() == 0
    made.refresh_from_db()
    assert made.stage == Stage.CONFIRMED
