"""What stands in a family's form before anybody touches it: something that would be accepted."""

import re

import pytest

from shufang.activities.choices import Counted, Queue, Stage
from shufang.activities.models import Rules
from shufang.people.actions.family.keep_child import add_child
from shufang.people.models import Household
from shufang.places.models import Site
from tests.cast import browser, family_browser
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("most", "ticked"), [(3, 3), (2, 2)])
def test_no_more_children_are_ticked_than_one_party_may_bring(
    tea_room: Site, zhang_family: Household, most: int, ticked: int
) -> None:
    activity = plan_ahead(tea_room)
    with_places(activity, children_most=most)
    zhang_family.children.all().delete()
    for name in ("大宝", "二宝", "三宝"):
        add_child(household=zhang_family, nickname=name, year=activity.day.year - 6, month=1)
    page = family_browser(zhang_family).get(f"/activities/{activity.pk}/").content.decode()
    boxes = re.findall(r'<input type="checkbox" name="child"[^>]*>', page)
    assert (len(boxes), sum("checked" in box for box in boxes)) == (3, ticked)
    assert f"<span data-kids>{ticked}</span>" in page


@pytest.mark.parametrize(
    ("stage", "offered", "adults"),
    [(Stage.OFFERED, 2, 1), (Stage.OFFERED, 3, 2), (Stage.OFFERED, None, 2), (Stage.WAITING, 2, 2)],
)
def test_where_a_part_of_the_places_is_offered_a_grown_up_leaves_room_for_a_child(
    tea_room: Site, stage: Stage, offered: int | None, adults: int
) -> None:
    activity = plan_ahead(tea_room)
    with_places(activity, 4, counted=Counted.PERSON, queue=Queue.PARTIAL)
    made = party(
        activity, stage=stage, offered=offered, adults=2, children=2, phone="13611112222", takes=2
    )
    Rules.objects.update(taken=2)
    page = browser().get(f"/join/{made.link_token}/").content.decode()
    chosen = re.findall(r'name="adults" value="(\d)" checked', page)
    assert set(chosen) <= {str(adults)}
    assert chosen or offered is None


def test_where_children_come_alone_nobody_is_asked_for_grown_ups(
    tea_room: Site, zhang_family: Household
) -> None:
    activity = plan_ahead(tea_room, audience="children")
    with_places(activity, adults_least=0, adults_most=0)
    client, address = family_browser(zhang_family), f"/activities/{activity.pk}/"
    page = client.get(address).content.decode()
    assert 'name="adults"' not in page
    assert "data-adults" not in page
    assert "大人不用报" in page
    said = {name: re.findall(rf'name="{name}" value="([^"]*)"', page) for name in ("key", "child")}
    made = client.post(f"{address}register/", {**said, "family": ""})
    assert 'name="adults"' not in client.get(made["Location"]).content.decode()


def test_a_second_form_leads_to_the_registration_and_says_that_it_is_there(
    tea_room: Site, zhang_family: Household
) -> None:
    activity = plan_ahead(tea_room)
    with_places(activity)
    client, address = family_browser(zhang_family), f"/activities/{activity.pk}/register/"
    child = zhang_family.children.order_by("birth_year").first()
    assert child is not None
    sent = {"family": "", "child": child.pk, "adults": "1"}
    first = client.post(address, {**sent, "key": "one"})
    second = client.post(address, {**sent, "key": "two"})
    assert second["Location"] == first["Location"]
    assert "就是这一份" in client.get(second["Location"]).content.decode()


@pytest.mark.parametrize(("stage", "primary"), [("cancelled", True), ("confirmed", False)])
def test_whoever_gave_up_finds_the_way_back_first(
    tea_room: Site, stage: str, primary: bool
) -> None:
    activity = plan_ahead(tea_room)
    with_places(activity)
    made = party(activity, stage=stage, phone="13611112222")
    page = browser().get(f"/join/{made.link_token}/").content.decode()
    back = f'<a class="btn btn-primary btn-lg" href="/activities/{activity.pk}/">'
    assert (back in page) is primary
