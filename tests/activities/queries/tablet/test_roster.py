"""What a tablet knows: enough to sign families in, little that a thief could use."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.choices import Method, Places, Stage, State
from shufang.activities.models import Activity, Device
from shufang.activities.queries.signing_in.codes import code_at
from shufang.activities.queries.tablet.roster import four_print, roster, roster_key, sign
from shufang.activities.queries.words import masked_name
from shufang.people.models import User
from shufang.places.models import Site
from tests.factories.planned import plan_ahead, with_places
from tests.factories.tablets import expect_party, make_tablet

pytestmark = pytest.mark.django_db


@pytest.fixture
def device(operator: User, tea_room: Site) -> Device:
    return make_tablet(operator, tea_room).device


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    activity = plan_ahead(tea_room, starts=timezone.now())
    with_places(activity)
    return activity


def read(device: Device) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(roster(device).body)
    return found


def test_neither_numbers_nor_names_of_families(activity: Activity, device: Device) -> None:
    expect_party(activity, "13800004821", name="欧阳家")
    body = roster(device).body
    for secret in ("4821", "欧阳", "13800004821"):
        assert secret not in body
    (party,) = read(device)["activities"][0]["parties"]
    assert party["name"] == "欧＊"
    assert party["four"] == four_print(roster_key(device), activity.pk, "4821")


def test_a_print_is_of_use_on_one_tablet_at_one_activity(
    activity: Activity, device: Device, operator: User, tea_room: Site
) -> None:
    other = make_tablet(operator, tea_room, "里间平板").device
    prints = {
        four_print(roster_key(tablet), number, "4821")
        for tablet in (device, other)
        for number in (1, 2)
    }
    assert len(prints) == 4


def test_it_is_signed_with_the_tablets_own_key(activity: Activity, device: Device) -> None:
    found = roster(device)
    assert found.mac == sign(found.body, roster_key(device))
    assert found.mac != sign(found.body + " ", roster_key(device))


def test_the_same_rows_give_the_same_print(activity: Activity, device: Device) -> None:
    first = roster(device)
    assert roster(device) == first
    expect_party(activity)
    assert roster(device).print != first.print


def test_codes_are_those_that_the_door_checks(activity: Activity, device: Device) -> None:
    codes = read(device)["activities"][0]["codes"]
    now = timezone.now()
    step = int(now.timestamp() * 1000) // codes["step"] - codes["first"]
    assert codes["head"] + codes["codes"][step] == code_at(activity, now)


def test_codes_reach_a_day_ahead_and_no_further(tea_room: Site, device: Device) -> None:
    noon = timezone.localtime().replace(hour=12, minute=0)
    for days in range(5):
        plan_ahead(tea_room, starts=noon + timedelta(days=days), title=f"第 {days} 天")
    found = read(device)["activities"]
    assert [one["title"] for one in found] == ["第 0 天", "第 1 天", "第 2 天", "第 3 天"]
    assert ["codes" in one for one in found] == [True, True, False, False]


def test_other_rooms_and_unpublished_plans_are_not_in_it(
    tea_room: Site, taiping: Site, device: Device
) -> None:
    plan_ahead(taiping, starts=timezone.now())
    plan_ahead(tea_room, starts=timezone.now(), published=False)
    plan_ahead(tea_room, starts=timezone.now(), state=State.DRAFT)
    assert read(device)["activities"] == []


def test_a_cancelled_activity_is_told_and_shows_no_code(tea_room: Site, device: Device) -> None:
    plan_ahead(tea_room, starts=timezone.now(), state=State.CANCELLED)
    (found,) = read(device)["activities"]
    assert found["cancelled"]
    assert "codes" not in found


def test_who_came_who_is_expected_who_waits(activity: Activity, device: Device) -> None:
    here = expect_party(activity, "13800000001", name="张家")
    expect_party(activity, "13800000002", name="李家")
    expect_party(activity, "13800000003", name="王家", stage=Stage.WAITING)
    expect_party(activity, "13800000004", name="赵家", stage=Stage.CANCELLED)
    sign_in(
        activity=activity, method=Method.ROTATING, key="x", adults=1, children=2, registration=here
    )
    found = read(device)["activities"][0]
    assert (found["arrived"], found["heads"]) == (1, 3)
    parties = {p["name"]: (p["here"], p["expected"], p["waiting"]) for p in found["parties"]}
    assert parties == {
        "张＊": ("in", False, False),
        "李＊": ("", True, False),
        "王＊": ("", False, True),
    }


def test_free_places_are_told_where_places_count(activity: Activity, device: Device) -> None:
    expect_party(activity)
    drop_in = plan_ahead(activity.site, title="随便坐坐", starts=timezone.now())
    with_places(drop_in, 0, way=Places.OPEN)
    told = {each["id"]: (each["free"], each["counted"]) for each in read(device)["activities"]}
    assert told == {activity.pk: (14, "party"), drop_in.pk: (None, "party")}


@pytest.mark.parametrize(
    ("name", "shown"), [("张家", "张＊"), ("", ""), ("Ann Lee", "A＊"), (" 李女士 ", "李＊")]
)
def test_masked(name: str, shown: str) -> None:
    assert masked_name(name) == shown
