"""After an activity: a reader answers on a phone, staff look back and close."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from shufang.activities.choices import State
from shufang.activities.models import Activity, Photo
from shufang.people.models import User
from shufang.places.models import Site
from shufang.surveys.models import Answer
from shufang.surveys.queries.tickets import token_of
from tests.factories.came import answered, check_in
from tests.factories.reviewed import held_yesterday, upload
from tests.journeys.conftest import OpenAs

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Faults = Callable[[Page], list[str]]


@pytest.fixture
def over(tea_room: Site) -> Activity:
    activity = held_yesterday(tea_room)
    Activity.objects.filter(pk=activity.pk).update(state=State.HELD)
    activity.refresh_from_db()
    return activity


def test_three_questions_with_the_keyboard_on_a_phone(
    over: Activity, open_as: OpenAs, faults: Faults
) -> None:
    page = open_as(None, f"/survey/{token_of(check_in(over))}/", width=375)
    assert not faults(page)
    page.locator("input[name=score]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_role("button", name="交给书房").click()
    expect(page.get_by_role("heading", name="谢谢，收到了")).to_be_visible()
    assert not faults(page)
    given = Answer.objects.get()
    assert (given.score, given.leader) == (5, 5)


def test_looking_back_and_closing(
    over: Activity, operator: User, open_as: OpenAs, faults: Faults
) -> None:
    check_in(over)
    answered(over, 5, 5, 3)
    page = open_as(operator, f"/desk/review/{over.pk}/", width=375)
    assert not faults(page)
    for name in ("results", "highlights", "problems", "causes", "improvements"):
        page.locator(f"[name={name}]").fill("写好了")
    page.locator("[name=highlights]").fill(f"https://example.cn/{'a' * 80}")
    page.get_by_label("改进后再办").check()
    page.locator("[name=cost]").fill("0")
    page.get_by_label("没有照片").check()
    page.get_by_label("没有媒体报道").check()
    page.get_by_role("button", name="保存并结项").click()
    expect(page.get_by_text("已结项。谢谢！")).to_be_visible()
    assert not faults(page)
    english = open_as(operator, f"/desk/activities/{over.pk}/", language="en", width=375)
    assert english.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(english.get_by_text("Change and repeat", exact=True)).to_be_visible()
    assert not faults(english)


def test_a_picture_takes_the_words_of_the_debrief_along_or_waits_for_them(
    over: Activity, operator: User, open_as: OpenAs
) -> None:
    """Where the server refuses, and after the sign-in has ended, nothing written is lost."""
    page = open_as(operator, f"/desk/review/{over.pk}/")
    address = page.url

    def add_picture() -> None:
        page.locator("[name=picture]").set_input_files(
            {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": upload().read()}
        )
        page.get_by_role("button", name="加照片").click()

    page.locator("[name=highlights]").fill("爷爷带着孙子上台")
    page.route(address, lambda route: route.fulfill(status=403))
    add_picture()
    expect(page.locator("[data-unsaved]")).to_be_visible()
    page.unroute(address)
    signed_in = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    add_picture()
    expect(page.locator("[data-unsaved]")).to_be_visible()
    expect(page.locator("[name=highlights]")).to_have_value("爷爷带着孙子上台")
    assert not Photo.objects.exists()
    page.context.add_cookies(signed_in)  # type: ignore[arg-type]
    add_picture()
    expect(page.locator(".photo-check")).to_have_count(1)
    expect(page.locator("[name=highlights]")).to_have_value("爷爷带着孙子上台")
