"""What a phone shows that scanned the code on the room's screen: in as few steps as can be."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from shufang.activities.models import Activity, CheckIn, Rules
from shufang.activities.queries.signing_in.codes import code_at
from shufang.places.models import Site
from tests.cast import browser
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    found = plan_ahead(tea_room, starts=timezone.now() + timedelta(minutes=5))
    with_places(found, 5, walk_ins=True)
    return found


def scanned(activity: Activity, client: Client | None = None) -> str:
    address = f"/door/{code_at(activity, timezone.now())}/"
    return (client or browser()).get(address).content.decode()


def test_where_places_are_given_a_stranger_says_who_they_are_first(activity: Activity) -> None:
    page = scanned(activity)
    assert 'name="digits"' in page
    assert 'name="adults"' not in page


def test_where_nobody_registers_the_first_page_asks_how_many_came(activity: Activity) -> None:
    Rules.objects.update(way="open")
    page = scanned(activity)
    assert 'name="digits"' not in page
    assert 'name="adults"' in page
    assert "来了几位" in page
    assert not CheckIn.objects.exists()  # nobody is signed in by looking


@pytest.mark.parametrize(
    ("hours", "words"), [(-2, "还没到签到时间"), (4, "签到时间已过")], ids=["early", "late"]
)
def test_outside_the_hours_nobody_fills_in_a_form(
    activity: Activity, hours: int, words: str
) -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=hours), tick=False):
        page = scanned(activity)
    assert words in page
    assert 'name="digits"' not in page


def test_a_guest_who_opened_its_link_on_this_phone_is_known(
    activity: Activity, tea_room: Site
) -> None:
    made, client = party(activity, "米妈", phone="13611112222", children=2), browser()
    client.get(f"/join/{made.link_token}/")
    page = scanned(activity, client)
    assert 'name="digits" value="2222"' in page
    ticket = page.split('name="ticket" value="')[1].split('"')[0]
    said = {"ticket": ticket, "step": "come", "party": made.pk, "digits": "2222"}
    answer = client.post(f"/door/{code_at(activity, timezone.now())}/", {
        **said, "adults": "1", "children": "2",
    })  # fmt: skip
    assert "/door/done/" in answer["Location"]
    assert CheckIn.objects.get().registration == made


def test_not_at_another_activity_and_not_on_another_phone(
    activity: Activity, tea_room: Site
) -> None:
    made, client = party(activity, "米妈", phone="13611112222"), browser()
    client.get(f"/join/{made.link_token}/")
    other = plan_ahead(tea_room, title="另一场", starts=timezone.now() + timedelta(minutes=5))
    with_places(other, 5)
    assert 'name="digits" value="2222"' not in scanned(other, client)
    assert "2222" not in scanned(activity)
    client.cookies["own"] = f"[{made.pk}]"  # made up
    assert 'name="digits" value="2222"' not in scanned(activity, client)


def test_digits_that_are_nobody_s_make_room_for_others(activity: Activity, tea_room: Site) -> None:
    party(activity, "米妈", phone="13611112222", children=2)
    client, address = browser(), f"/door/{code_at(activity, timezone.now())}/"
    ticket = client.get(address).content.decode().split('name="ticket" value="')[1].split('"')[0]
    said = {"ticket": ticket, "step": "find", "digits": "2223"}
    page = client.post(address, said).content.decode()
    assert "没有找到尾号 2223 的报名" in page
    field = page.split('id="digits"')[1].split(">")[0]
    assert "2223" not in field


@pytest.mark.parametrize(
    ("children", "said"), [("0", "至少一人"), ("31", "人数太多"), ("", "至少一人")]
)
def test_numbers_that_cannot_be_are_put_right_where_they_stand(
    activity: Activity, children: str, said: str
) -> None:
    Rules.objects.update(way="open")
    client, address = browser(), f"/door/{code_at(activity, timezone.now())}/"
    ticket = client.get(address).content.decode().split('name="ticket" value="')[1].split('"')[0]
    sent = {"ticket": ticket, "step": "come", "adults": "0", "children": children, "name": "周家"}
    page = client.post(address, sent).content.decode()
    assert said in page
    assert 'id="id_children"' in page
    assert "周家" in page
    assert not CheckIn.objects.exists()
