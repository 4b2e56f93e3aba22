"""A plan holds its place: zone, setting up, clearing away, hours, closures."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from shufang.activities.actions.planning.plan_activity import plan_activity
from shufang.activities.actions.planning.refusals import SlotError
from shufang.activities.choices import Places, State
from shufang.activities.models import Activity
from shufang.people.models import User
from shufang.places.models import Closure, Hours, Site, Zone
from shufang.shared.models import LogEntry
from tests.factories.drafts import ahead, make_draft, plan
from tests.factories.planned import plan_ahead
from tests.meanwhile import meanwhile


@pytest.fixture
def corner(tea_room: Site) -> Zone:
    return Zone.objects.create(site=tea_room, name="儿童区")


@pytest.fixture
def theatre(tea_room: Site) -> Zone:
    return Zone.objects.create(site=tea_room, name="小剧场")


def test_a_plan_is_a_draft_with_its_rules_and_holds_its_zone_for_two_weeks(
    operator: User, tea_room: Site, corner: Zone
) -> None:
    made = plan(
        operator,
        tea_room,
        zone=corner,
        plan={"objectives": "认识皮影", "budget": [{"item": "皮影", "unit_price": 1250}]},
        rules={"way": Places.FIRST_COME, "places": 15, "opens_days": 3, "closes_hours": 2},
    )
    assert made.state == State.DRAFT
    assert made.plan.budget == [{"item": "皮影", "unit_price": 1250}]
    assert made.starts_at
    assert made.rules.opens_at == made.starts_at - timedelta(days=3)
    assert made.rules.closes_at == made.starts_at - timedelta(hours=2)
    assert made.hold_until
    assert made.hold_until > timezone.now() + timedelta(days=13)
    assert made.national_type == made.category.national_type
    assert LogEntry.objects.get(deed="activities.plan").subject.endswith(f":{made.pk}")


def test_without_registration_there_are_no_places(operator: User, tea_room: Site) -> None:
    assert plan(operator, tea_room, rules={"way": Places.OPEN, "places": 15}).rules.places == 0


@pytest.mark.parametrize(
    ("starts", "ends", "fits"),
    [
        (time(11), time(12), False),  # the first one is being cleared away until 11:30
        (time(11, 30), time(12), True),
        (time(9), time(9, 30), False),  # the first one is set up from 9:15
        (time(8), time(9, 15), True),
        (time(9), time(12), False),
    ],
)
def test_setting_up_and_clearing_away_belong_to_the_hold(
    operator: User, tea_room: Site, corner: Zone, starts: time, ends: time, fits: bool
) -> None:
    plan(operator, tea_room, zone=corner, setup_minutes=45, teardown_minutes=30)
    second = make_draft(tea_room, zone=corner, title="手工", starts=starts, ends=ends)
    if fits:
        plan_activity(actor=operator, draft=second)
    else:
        with pytest.raises(SlotError, match="皮影戏") as refusal:
            plan_activity(actor=operator, draft=second)
        assert refusal.value.clash.code == "taken"
    assert Activity.objects.count() == (2 if fits else 1)


def test_two_zones_are_two_places_and_the_whole_room_is_all_of_them(
    operator: User, tea_room: Site, corner: Zone, theatre: Zone, taiping: Site
) -> None:
    plan(operator, tea_room, zone=corner)
    plan(operator, tea_room, zone=theatre, title="在剧场")
    plan(operator, taiping, title="在别的书房")
    with pytest.raises(SlotError):
        plan(operator, tea_room, title="整间")
    with pytest.raises(SlotError):
        plan(operator, tea_room, zone=corner, title="还是儿童区")


def test_what_is_held_beside_another_shares_its_room_but_not_its_zone(
    operator: User, tea_room: Site, corner: Zone
) -> None:
    children = plan(operator, tea_room, zone=None)
    parents = plan(operator, tea_room, zone=corner, title="家长沙龙", beside=children)
    assert parents.beside == children
    with pytest.raises(SlotError):
        plan(operator, tea_room, zone=corner, title="第二场沙龙", beside=children)


def test_a_refusal_names_ways_out_that_are_free(
    operator: User, tea_room: Site, corner: Zone, theatre: Zone
) -> None:
    plan(operator, tea_room, zone=corner)
    with pytest.raises(SlotError) as refusal:
        plan(operator, tea_room, zone=corner, title="手工")
    found = {choice.kind: choice for choice in refusal.value.choices}
    assert set(found) == {"time", "zone", "day"}
    assert found["zone"].slot.zone == theatre
    for choice in refusal.value.choices:
        slot = choice.slot
        assert choice.text
        plan(
            operator,
            tea_room,
            title=choice.text,
            zone=slot.zone,
            day=slot.day,
            starts=timezone.localtime(slot.starts).time(),
            ends=timezone.localtime(slot.ends).time(),
        )
        Activity.objects.get(title=choice.text).delete()


def test_closed_days_and_closing_times_are_refused(operator: User, tea_room: Site) -> None:
    for weekday in range(7):
        Hours.objects.create(site=tea_room, weekday=weekday, opens=time(9), closes=time(17))
    plan(operator, tea_room, starts=time(9), setup_minutes=30)  # behind the closed door
    with pytest.raises(SlotError, match="09:00–17:00") as refusal:
        plan(operator, tea_room, starts=time(16, 30), ends=time(17, 30), title="太晚")
    assert refusal.value.clash.code == "hours"
    Closure.objects.create(first_day=ahead(9), last_day=ahead(9), notice="盘点")
    with pytest.raises(SlotError, match="盘点"):
        plan(operator, tea_room, day=ahead(9))


def test_what_has_passed_or_ends_before_it_begins_is_refused(
    operator: User, tea_room: Site
) -> None:
    with pytest.raises(ValidationError, match="已经过去"):
        plan(operator, tea_room, day=ahead(-1))
    with pytest.raises(ValidationError, match="晚于"):
        plan(operator, tea_room, starts=time(11), ends=time(10))
    assert not Activity.objects.exists()


def test_a_hold_that_has_ended_is_in_nobodys_way(operator: User, tea_room: Site) -> None:
    old = plan(operator, tea_room)
    Activity.objects.filter(pk=old.pk).update(hold_until=timezone.now() - timedelta(minutes=1))
    assert plan(operator, tea_room, title="手工")


@pytest.mark.parametrize("state", [State.SCHEDULED, State.CANCELLED])
def test_approved_activities_keep_their_place_and_cancelled_ones_do_not(
    operator: User, tea_room: Site, state: State
) -> None:
    starts = timezone.make_aware(datetime.combine(ahead(), time(10)))
    plan_ahead(tea_room, starts=starts, state=state)
    if state == State.SCHEDULED:
        with pytest.raises(SlotError):
            plan(operator, tea_room)
    else:
        assert plan(operator, tea_room)


def test_the_ways_out_of_a_clash_cost_few_questions(
    operator: User, tea_room: Site, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for weekday in range(7):
        Hours.objects.create(site=tea_room, weekday=weekday, opens=time(8), closes=time(20))
    plan(operator, tea_room)
    with pytest.raises(SlotError) as refusal:
        plan(operator, tea_room, title="别的活动")
    with django_assert_max_num_queries(5):
        assert len(refusal.value.choices) == 4


@pytest.mark.django_db(transaction=True)
def test_two_plans_for_one_zone_at_once_and_one_of_them_wins(
    operator: User, tea_room: Site
) -> None:
    zone = Zone.objects.create(site=tea_room, name="儿童区")
    first, second = (make_draft(tea_room, zone=zone, title=title) for title in ("甲", "乙"))
    with (
        meanwhile(lambda: plan_activity(actor=operator, draft=first)),
        pytest.raises(SlotError, match="甲"),
    ):
        plan_activity(actor=operator, draft=second)
    assert [each.title for each in Activity.objects.all()] == ["甲"]
