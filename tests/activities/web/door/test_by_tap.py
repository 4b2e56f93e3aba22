"""What comes back of one tap on the list: the line anew, with what became of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.models import Activity, CheckIn, HeadCount, Registration
from shufang.people.models import User
from shufang.places.models import Site
from tests.cast import browser
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db
TAP = {"HX-Request": "true"}


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    found = plan_ahead(tea_room, starts=timezone.now() + timedelta(minutes=5))
    with_places(found, sign_out=True)
    return found


@pytest.fixture
def made(activity: Activity) -> Registration:
    return party(activity, "周家", phone="13800000001")


def tap(client: Client, address: str, **said: Any) -> str:
    answer = client.post(address, said, headers=TAP)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "<html" not in text  # the line alone
    return text


def test_leaving_and_being_here_after_all(
    activity: Activity, made: Registration, operator: User
) -> None:
    check_in = sign_in(
        activity=activity, method="list", key="k", adults=1, children=1, registration=made
    )
    address = f"/desk/door/check-in/{check_in.pk}/leave/"
    assert "周家" in tap(browser(operator), address)
    assert CheckIn.objects.get().left_at is not None
    assert "周家" in tap(browser(operator), address, back="1")
    assert CheckIn.objects.get().left_at is None


def test_a_volunteers_tap_says_what_became_of_it(
    activity: Activity, made: Registration, operator: User
) -> None:
    until = timezone.localtime() + timedelta(minutes=30)
    page = browser(operator).post(
        f"/desk/door/{activity.pk}/passes/", {"name": "小赵", "until": f"{until:%H:%M}"}
    )
    link, phone = page.context["link"], Client()
    link = link[link.index("/door/") :]
    phone.post(link)
    said = {"registration": made.pk, "adults": 1, "children": 1}
    assert "至少一人" in tap(
        phone, f"{link}sign-in/", **{**said, "adults": 0, "children": 0}, key="a"
    )
    assert not CheckIn.objects.exists()
    assert "周家" in tap(phone, f"{link}sign-in/", **said, key="b")
    assert CheckIn.objects.get().registration == made
    again = phone.post(f"{link}sign-in/", {**said, "key": "c"}, follow=True)  # without a script
    assert "不用再签" in again.content.decode()
    assert CheckIn.objects.count() == 1


def test_heads_that_can_not_be_counted_are_said(activity: Activity, operator: User) -> None:
    Activity.objects.update(closed_at=timezone.now())
    address = f"/desk/door/{activity.pk}/heads/"
    said = {"band": "4-6", "key": "k"}
    assert "已结项" in tap(browser(operator), address, **said)
    plain = browser(operator).post(address, said, follow=True)
    assert "已结项" in plain.content.decode()
    assert not HeadCount.objects.exists()
