"""Promoting an activity and telling people, in a real browser."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from shufang.activities.choices import Stage
from shufang.activities.models import Activity, Registration
from shufang.activities.models.registration import PHONE
from shufang.outbox.actions.send import Address, send
from shufang.outbox.choices import Status
from shufang.outbox.models import Message
from shufang.people.models import Household, User
from shufang.places.models import Site, Zone
from shufang.shared.secrets import fingerprint, seal
from tests.factories.planned import plan_ahead, with_places
from tests.journeys.conftest import OpenAs
from tests.journeys.test_family import as_family

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Faults = Callable[[Page], list[str]]


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    zone = Zone.objects.create(site=tea_room, name="故事角")
    found = plan_ahead(tea_room, zone=zone)
    with_places(found)
    party = Registration.objects.create(
        activity=found, name="张家", stage=Stage.CONFIRMED, number=1, takes=1,
        phone_sealed=seal("13800004821", PHONE), last_four="4821", token=fingerprint("x"),
        changed_at=timezone.now() - timedelta(days=9),
    )  # fmt: skip
    for version, status in enumerate((Status.SENT, Status.UNKNOWN, Status.FAILED)):
        to = Address("sms", "13800004821")
        send(to=to, template="activity_moved", subject=party, version=version)
        Message.objects.filter(version=version).update(status=status, problem="no_answer 502")
    return found


@pytest.mark.parametrize(
    ("width", "language", "large"),
    [(375, "zh-hans", True), (375, "en", False), (1280, "zh-hans", False), (1280, "en", True)],
)
def test_every_page_is_accessible_and_fits(
    open_as: OpenAs, faults: Faults, activity: Activity, library: User, operator: User,
    width: int, language: str, large: bool,
) -> None:  # fmt: skip
    for user, path in (
        (operator, f"/desk/activities/{activity.pk}/promote/"),
        (operator, f"/desk/activities/{activity.pk}/notices/"),
        (operator, "/desk/promote/"),
        (operator, "/desk/messages/reminders/"),
        (library, "/desk/messages/reminders/"),
        (library, "/desk/messages/"),
        (library, "/desk/messages/?status=sending"),
        (None, "/feeds/list/"),
        (None, "/feeds/list/?ground=dark"),
        (None, "/feeds/list/?ground=white&lang=en"),
    ):
        page = open_as(user, path, width=width, language=language, large=large)
        assert faults(page) == [], path
        page.context.close()


def test_a_text_is_copied_with_one_click(
    open_as: OpenAs, activity: Activity, operator: User
) -> None:
    page = open_as(operator, f"/desk/activities/{activity.pk}/promote/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.locator('[data-copy="pack-moments"]')
    button.click()
    expect(button).to_contain_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "皮影戏" in copied
    assert f"/a/{activity.pk}/" in copied
    picture = page.locator(".promote-picture")
    assert picture.evaluate("image => image.naturalWidth") == 1080


def test_a_message_in_doubt_is_decided(open_as: OpenAs, activity: Activity, library: User) -> None:
    page = open_as(library, "/desk/messages/?status=unknown")
    page.get_by_role("button", name="当作已送达").click()
    expect(page.get_by_role("status")).to_contain_text("已处理")
    assert not Message.objects.filter(status=Status.UNKNOWN).exists()


@pytest.mark.parametrize(("width", "language"), [(375, "zh-hans"), (375, "en")])
def test_a_family_takes_its_calendar_along(
    open_as: OpenAs, faults: Faults, zhang_family: Household, width: int, language: str
) -> None:
    page = as_family(
        open_as(None, "/rooms/", width=width, language=language), zhang_family, "/family/calendar/"
    )
    assert faults(page) == []
    page.locator("form .btn-primary").click()
    expect(page.locator("#own")).to_have_value(re.compile("/feeds/family/"))
    assert faults(page) == []
