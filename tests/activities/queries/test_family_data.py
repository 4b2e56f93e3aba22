"""What is a family's own among registrations, sign-ins and pictures, and what is not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from shufang.activities.actions.promoting.family_calendar import renew_family_calendar
from shufang.activities.actions.registering.watch import watch
from shufang.activities.choices import Stage
from shufang.activities.models import Activity, Attendee, Photo, Strike
from shufang.activities.queries.family_data import (
    at_rooms,
    check_ins,
    child_in_use,
    in_use,
    registrations,
    strikes,
    watches,
)
from shufang.people.models import Household
from shufang.places.models import Site
from tests.factories.at_the_door import party
from tests.factories.came import check_in
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db
PHONE = "13800004821"  # 张家's


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    found = plan_ahead(tea_room)
    with_places(found)
    return found


def test_a_guests_things_are_of_who_has_proven_the_number(
    activity: Activity, zhang_family: Household, chen_family: Household
) -> None:
    made = party(activity, "张家", phone=PHONE)
    came = check_in(activity, registration=made)
    struck = Strike.objects.create(registration=made, expires_at=timezone.now() + timedelta(days=9))
    watch(activity=Activity.objects.select_related("rules").get(), phone=PHONE)
    assert list(registrations(zhang_family)) == [made]
    assert list(check_ins(zhang_family)) == [came]
    assert list(strikes(zhang_family)) == [struck]
    assert watches(zhang_family).count() == 1
    for own in (registrations, check_ins, strikes, watches):
        assert not own(chen_family).exists()
    zhang_family.guardians.update(verified_at=None)
    unproven = Household.objects.get(pk=zhang_family.pk)
    for own in (registrations, check_ins, strikes, watches):
        assert not own(unproven).exists()


def test_nor_is_what_another_household_registered_with_the_number(
    activity: Activity, zhang_family: Household, chen_family: Household
) -> None:
    theirs = party(activity, "陈家", household=chen_family, phone=PHONE)
    assert not registrations(zhang_family).exists()
    assert list(registrations(chen_family)) == [theirs]


@pytest.mark.parametrize("thing", ["registration", "sign-in", "strike", "picture", "calendar"])
def test_a_household_is_in_use_by_each_of_them(
    activity: Activity, zhang_family: Household, chen_family: Household, thing: str
) -> None:
    assert not in_use(zhang_family)
    if thing == "registration":
        party(activity, household=zhang_family)
    elif thing == "sign-in":
        check_in(activity, household=zhang_family)
    elif thing == "strike":
        Strike.objects.create(
            registration=party(activity), household=zhang_family, expires_at=timezone.now()
        )
    elif thing == "picture":
        Photo.objects.create(activity=activity, stored="a.jpg").households.add(zhang_family)
    else:
        renew_family_calendar(zhang_family)
    assert in_use(zhang_family)
    assert not in_use(chen_family)


def test_a_child_is_in_use_once_it_was_in_a_party(
    activity: Activity, zhang_family: Household
) -> None:
    first, second = zhang_family.children.order_by("pk")
    made = party(activity, household=zhang_family, stage=Stage.CANCELLED)
    Attendee.objects.create(
        registration=made, activity=activity, child=first, nickname="小米", alive=False
    )
    assert child_in_use(first)
    assert not child_in_use(second)


def test_of_a_room_are_those_who_registered_or_came_there(
    activity: Activity, taiping: Site, zhang_family: Household, chen_family: Household
) -> None:
    party(activity, household=zhang_family)
    party(activity, "散客", phone="13700000001")
    check_in(plan_ahead(taiping), household=chen_family)
    here, there = frozenset({activity.site_id}), frozenset({taiping.pk})
    assert at_rooms(here) == {zhang_family.pk}
    assert at_rooms(there) == {chen_family.pk}
    assert at_rooms(frozenset()) == set()
