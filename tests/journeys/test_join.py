"""From the code on a poster to a place, on a phone: twelve taps, a minute, nobody left out."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from shufang.activities.choices import Counted, Queue, Stage
from shufang.activities.models import Activity, Registration
from shufang.people.models import Household, User
from shufang.places.models import Site, Zone
from tests.activities.rush import form
from tests.cast import browser, family_browser
from tests.factories.planned import plan_ahead, with_places
from tests.journeys.conftest import OpenAs

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Faults = Callable[[Page], list[str]]
TAPS, SECONDS = 12, 60
BORN = timezone.localdate().year - 6


class Finger:
    """Counts touches of the page; what is typed, with the keyboard's own "go", is typing."""

    def __init__(self) -> None:
        self.taps, self.begun = 0, time.monotonic()

    def tap(self, target: Locator) -> None:
        self.taps += 1
        target.click()

    def choose(self, select: Locator, value: str) -> None:
        self.taps += 1
        select.select_option(value)

    def within_limits(self) -> None:
        assert self.taps <= TAPS
        assert time.monotonic() - self.begun < SECONDS


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    zone = Zone.objects.create(site=tea_room, name="故事角", capacity=30)
    found = plan_ahead(tea_room, zone=zone)
    with_places(found, 5)
    return found


def children(page: Page, finger: Finger) -> None:
    for row, name in enumerate(("小米", "小麦")):
        finger.tap(page.locator(f"#nickname-{row}"))
        page.keyboard.type(name)
        finger.choose(page.locator(f"#year-{row}"), str(BORN))
        finger.choose(page.locator(f"#month-{row}"), "1")


def test_a_new_family_of_two_children_signs_in_and_registers(
    open_as: OpenAs, faults: Faults, activity: Activity
) -> None:
    page = open_as(None, f"/activities/{activity.pk}/", width=375)
    found, finger = {"activity": faults(page)}, Finger()
    finger.tap(page.get_by_role("link", name="登录报名"))
    found["phone"] = faults(page)
    finger.tap(page.locator("input[name=phone]"))
    page.keyboard.type("13611112222")
    page.keyboard.press("Enter")
    code = page.locator(".demo-code b").inner_text()
    found["code"] = faults(page)
    expect(page.locator("input[name=code]")).to_be_focused()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    finger.tap(page.locator("input[name=name]"))
    page.keyboard.type("小米妈妈")
    found["welcome"] = faults(page)
    finger.tap(page.locator("input[name=agreed]"))
    finger.tap(page.get_by_role("button", name="好了，进去"))
    page.wait_for_url(f"**/activities/{activity.pk}/")
    found["form"] = faults(page)
    children(page, finger)
    expect(page.locator("[data-heads]")).to_have_text("3")
    finger.tap(page.get_by_role("button", name="报名"))
    expect(page.get_by_role("heading", level=1)).to_have_text("报好了，到时见")
    found["done"] = faults(page)
    finger.within_limits()
    assert {where: wrong for where, wrong in found.items() if wrong} == {}
    made = Registration.objects.get()
    assert (made.stage, made.children, made.adults) == (Stage.CONFIRMED, 2, 1)
    assert {who.child.nickname for who in made.attendees.all() if who.child} == {"小米", "小麦"}


def test_a_guest_of_two_children_registers_by_phone_number(
    open_as: OpenAs, faults: Faults, activity: Activity
) -> None:
    page = open_as(None, f"/activities/{activity.pk}/", width=375)
    finger = Finger()
    finger.tap(page.get_by_text("不登录，用手机号报名"))
    assert faults(page) == []
    finger.tap(page.get_by_label("怎么称呼你"))
    page.keyboard.type("米妈")
    finger.tap(page.get_by_label("手机号"))
    page.keyboard.type("13611112222")
    children(page, finger)
    finger.tap(page.get_by_role("button", name="用手机号报名"))
    expect(page.get_by_role("heading", level=1)).to_have_text("报好了，到时见")
    assert faults(page) == []
    finger.within_limits()
    assert Registration.objects.get().children == 2


@pytest.mark.parametrize("scripts", [True, False])
def test_by_keyboard_alone(
    open_as: OpenAs, activity: Activity, zhang_family: Household, scripts: bool
) -> None:
    page = as_family(
        open_as(None, "/", width=375, scripts=scripts),
        zhang_family,
        f"/activities/{activity.pk}/",
    )
    mi = page.locator("input[name=child]").first
    expect(mi).to_be_checked()
    mi.focus()
    page.keyboard.press("Space")
    expect(mi).not_to_be_checked()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")  # the second child
    page.keyboard.press("Tab")  # one more child
    page.keyboard.press("Tab")  # how many grown-ups
    page.keyboard.press("ArrowRight")
    expect(page.locator("input[name=adults][value='2']")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("报好了，到时见")
    assert Registration.objects.get().adults == 2


def as_family(page: Page, household: Household, path: str) -> Page:
    cookie = family_browser(household).cookies["sessionid"].value
    root = "/".join(page.url.split("/", 3)[:3])
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": root}])
    page.goto(root + path)
    return page


@pytest.mark.parametrize(
    ("width", "language", "large"),
    [(375, "zh-hans", False), (375, "en", True), (1280, "en", False)],
)
def test_every_state_is_accessible_and_fits(
    open_as: OpenAs,
    faults: Faults,
    activity: Activity,
    zhang_family: Household,
    operator: User,
    width: int,
    language: str,
    large: bool,
) -> None:
    rules = activity.rules
    page = open_as(None, "/", width=width, language=language, large=large)
    root = "/".join(page.url.split("/", 3)[:3])
    here, found = f"{root}/activities/{activity.pk}/", {}

    def look(name: str, address: str = here) -> None:
        page.goto(address)
        found[name] = faults(page)

    plan_ahead(activity.site, title="家长成长角", beside=activity)
    look("open")
    states: dict[str, dict[str, object]] = {
        "ahead": {"opens_at": timezone.now() + timedelta(days=1)},
        "closed": {"opens_at": None, "closes_at": timezone.now() - timedelta(hours=1)},
        "waiting": {"closes_at": None, "places": 0},
        "part": {"queue": Queue.PARTIAL, "counted": Counted.CHILD},
        "full": {"waiting_places": 0},
        "draw": {"way": "draw", "places": 2},
        "no registration": {"way": "open"},
    }
    for name, change in states.items():
        for field, value in change.items():
            setattr(rules, field, value)
        rules.save()
        look(name)
    rules.way, rules.places, rules.waiting_places, rules.counted = "first", 1, 5, Counted.PARTY
    rules.questions = [
        {"code": "q1", "text": "?", "kind": "yes_no"},
        {"code": "q2", "text": "??", "kind": "choice", "choices": "A、B"},
    ]
    rules.save()
    for number in (1, 2):
        browser().post(f"/activities/{activity.pk}/register/", form(number, BORN))
    first, second = Registration.objects.order_by("pk")
    look("wrong", here)
    look("waits", f"{root}/join/{second.link_token}/")
    look("confirmed", f"{root}/join/{first.link_token}/")
    browser().post(f"/join/{first.link_token}/cancel/")
    look("offered", f"{root}/join/{second.link_token}/")
    look("cancelled", f"{root}/join/{first.link_token}/")
    as_family(page, zhang_family, "/")
    look("of a family")
    staff = open_as(operator, "/desk/", width=width, language=language, large=large)
    for path in (f"{activity.pk}/", f"{activity.pk}/add/", f"one/{second.pk}/"):
        staff.goto(f"{root}/desk/registrations/{path}")
        found[path] = faults(staff)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
