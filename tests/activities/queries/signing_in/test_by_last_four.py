"""A party is found by the end of a phone number: its own, or that of any of its guardians."""

from datetime import timedelta

import pytest
from django.utils import timezone

from shufang.activities.choices import Stage
from shufang.activities.models import Activity
from shufang.activities.queries.signing_in.by_last_four import (
    TRIES,
    TooManyTriesError,
    by_last_four,
    knows_digits,
)
from shufang.people.models import Guardian, Household
from shufang.places.models import Site
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    found = plan_ahead(tea_room, starts=timezone.now() + timedelta(minutes=5))
    with_places(found)
    return found


@pytest.fixture
def both_parents(zhang_family: Household) -> Household:
    """The mother's number ends in 4821, the father's in 9999."""
    father = Guardian(household=zhang_family, name="爸爸")
    father.set_phone("13800009999")
    father.save()
    return zhang_family


def found(activity: Activity, digits: str, device: str = "one") -> list[str]:
    return [match.name for match in by_last_four(activity, digits, device=device)]


def test_by_either_parents_number_and_once(activity: Activity, both_parents: Household) -> None:
    registration = party(activity, "张家", household=both_parents, phone="13800004821")
    for digits in ("4821", "9999", "９９９９"):
        assert found(activity, digits) == ["张＊"]
        assert knows_digits(registration, digits, device="one")


def test_nobody_by_other_digits_or_at_another_activity(
    activity: Activity, both_parents: Household, chen_family: Household, tea_room: Site
) -> None:
    registration = party(activity, "张家", household=both_parents, phone="13800004821")
    guest = party(activity, "周家", phone="13700001234")
    elsewhere = plan_ahead(tea_room, title="别场")
    party(elsewhere, "陈家", household=chen_family, phone="13900007733")
    for digits in ("7733", "0000", "482", "48211", "", "%"):
        assert found(activity, digits) == []
        assert not knows_digits(registration, digits, device="one")
    assert not knows_digits(guest, "4821", device="one")


def test_who_is_not_expected_any_more_is_not_listed(activity: Activity) -> None:
    made = {
        stage: party(activity, "张家", phone=f"1380000{number}4821"[-11:], stage=stage).pk
        for number, stage in enumerate(Stage)
    }
    listed = {match.registration for match in by_last_four(activity, "4821", device="one")}
    assert made[Stage.CONFIRMED] in listed
    assert made[Stage.CANCELLED] not in listed
    assert {
        match.registration
        for match in by_last_four(activity, "4821", device="one")
        if match.arrived
    } == {made[Stage.ATTENDED]}


def test_so_many_looks_of_one_device_and_others_go_on(activity: Activity) -> None:
    party(activity, "张家", phone="13800004821")
    for _look in range(TRIES):
        found(activity, "0000")
    with pytest.raises(TooManyTriesError):
        found(activity, "4821")
    assert found(activity, "4821", device="another") == ["张＊"]
