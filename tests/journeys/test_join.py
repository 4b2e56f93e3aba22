"""From the code on a poster to being signed in, on a phone: twelve taps, a minute, nobody left
out."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from shufang.activities.choices import Counted, Queue, Stage
from shufang.activities.models import Activity, CheckIn, Registration, Rules
from shufang.activities.queries.signing_in.codes import code_at
from shufang.people.models import Household, User
from shufang.places.models import Site, Zone
from tests.activities.rush import form
from tests.cast import browser, family_browser
from tests.factories.planned import plan_ahead, with_places
from tests.journeys.conftest import OpenAs
from tests.journeys.finger import Finger

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Faults = Callable[[Page], list[str]]
BORN = timezone.localdate().year - 6


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    zone = Zone.objects.create(site=tea_room, name="故事角", capacity=30)
    found = plan_ahead(tea_room, zone=zone)
    with_places(found, 5)
    return found


@pytest.fixture
def soon(activity: Activity) -> Activity:
    """The same, about to begin: whoever registers is at the door already."""
    activity.starts_at = timezone.now() + timedelta(minutes=20)
    activity.ends_at = activity.starts_at + timedelta(hours=1)
    activity.day = timezone.localdate(activity.starts_at)
    activity.save()
    return activity


def children(page: Page, finger: Finger) -> None:
    for row, (name, born) in enumerate((("小米", f"{BORN}01"), ("小麦", f"{BORN - 1}.6"))):
        finger.type(page.locator(f"#nickname-{row}"), name)
        finger.type(page.locator(f"#born-{row}"), born)


def test_a_newcomer_makes_an_account_registers_and_signs_in(
    open_as: OpenAs, faults: Faults, soon: Activity
) -> None:
    page = open_as(None, f"/activities/{soon.pk}/", width=375)
    found, finger = {"activity": faults(page)}, Finger()
    finger.tap(page.get_by_role("link", name="登录报名"))
    found["phone"] = faults(page)
    finger.type(page.locator("input[name=phone]"), "13611112222")
    finger.tap(page.get_by_role("button", name="获取验证码"))
    code = page.locator(".demo-code b").inner_text()
    found["code"] = faults(page)
    finger.type(page.locator("input[name=code]"), code)  # which goes off by itself
    finger.type(page.locator("input[name=name]"), "小米妈妈")
    found["welcome"] = faults(page)
    finger.tap(page.get_by_role("button", name="我同意，进去"))
    page.wait_for_url(f"**/activities/{soon.pk}/#join")
    found["form"] = faults(page)
    children(page, finger)
    expect(page.locator("[data-heads]")).to_have_text("3")
    finger.tap(page.get_by_role("button", name="报名"))
    expect(page.get_by_role("heading", level=1)).to_have_text("报好了，到时见")
    found["registered"] = faults(page)
    scan_the_screen(page, soon)
    found["door"] = faults(page)
    finger.tap(page.get_by_role("button", name="签到"))
    expect(page.get_by_role("heading", level=1)).to_have_text("已签到")
    finger.within_limits()
    found["signed in"] = faults(page)
    assert {where: wrong for where, wrong in found.items() if wrong} == {}
    made = Registration.objects.get()
    assert (made.stage, made.children, made.adults) == (Stage.ATTENDED, 2, 1)
    assert {who.child.nickname for who in made.attendees.all() if who.child} == {"小米", "小麦"}
    assert CheckIn.objects.get().grade == "B"


def test_a_newcomer_registers_and_signs_in_by_phone_number(
    open_as: OpenAs, faults: Faults, soon: Activity
) -> None:
    page = open_as(None, f"/activities/{soon.pk}/", width=375)
    found, finger = {"activity": faults(page)}, Finger()
    finger.tap(page.get_by_text("不登录，用手机号报名"))
    expect(page.get_by_label("怎么称呼你")).to_be_focused()
    found["form"] = faults(page)
    finger.type(page.get_by_label("怎么称呼你"), "米妈")
    finger.type(page.get_by_label("手机号"), "13611112222")
    children(page, finger)
    finger.tap(page.get_by_role("button", name="用手机号报名"))
    expect(page.get_by_role("heading", level=1)).to_have_text("收到了，请看短信")
    found["received"] = faults(page)
    scan_the_screen(page, soon)
    found["door"] = faults(page)
    finger.type(page.locator("#digits"), "2222")  # which go off by themselves
    expect(page.locator("#id_children")).to_have_value("2")
    found["found"] = faults(page)
    finger.tap(page.get_by_role("button", name="签到"))
    expect(page.get_by_role("heading", level=1)).to_have_text("已签到")
    finger.within_limits()
    assert {where: wrong for where, wrong in found.items() if wrong} == {}
    made = Registration.objects.get()
    assert (made.stage, made.children) == (Stage.ATTENDED, 2)


@pytest.mark.parametrize("width", [375, 1280])
def test_the_way_in_is_in_sight_wherever_one_reads(
    open_as: OpenAs, activity: Activity, width: int
) -> None:
    page = open_as(None, f"/activities/{activity.pk}/", width=width)
    expect(page.get_by_role("link", name="登录报名")).to_be_in_viewport(ratio=1)


def test_without_network_nothing_typed_is_lost(open_as: OpenAs, activity: Activity) -> None:
    page = open_as(None, f"/activities/{activity.pk}/", width=375)
    page.get_by_text("不登录，用手机号报名").click()
    page.get_by_label("怎么称呼你").fill("奶奶")
    page.get_by_label("手机号").fill("１３６ １１１１ ２２２２")
    page.locator("#nickname-0").fill("𠮷𠮷")
    page.locator("#born-0").fill(f"{BORN}年1月")
    page.context.set_offline(True)
    page.get_by_role("button", name="用手机号报名").click()
    note = page.locator("[data-no-network]")
    expect(note).to_be_visible()
    expect(page.get_by_label("怎么称呼你")).to_have_value("奶奶")
    page.context.set_offline(False)
    expect(note).to_be_hidden()
    page.get_by_role("button", name="用手机号报名").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("收到了，请看短信")
    assert Registration.objects.get().last_four == "2222"


def test_back_from_a_page_that_never_came_shows_what_was_typed(
    open_as: OpenAs, activity: Activity
) -> None:
    page = open_as(None, f"/activities/{activity.pk}/", width=375)
    page.get_by_text("不登录，用手机号报名").click()
    page.get_by_label("怎么称呼你").fill("奶奶")
    page.goto(page.url.replace(f"/activities/{activity.pk}/", "/rooms/"))
    page.go_back()
    expect(page.get_by_label("怎么称呼你")).to_be_visible()
    expect(page.get_by_label("怎么称呼你")).to_have_value("奶奶")


def test_a_guest_who_proves_the_number_registers_and_signs_in(
    open_as: OpenAs, faults: Faults, soon: Activity
) -> None:
    Rules.objects.filter(activity=soon).update(guests_prove=True)
    page = open_as(None, f"/activities/{soon.pk}/", width=375)
    found, finger = {}, Finger()
    finger.tap(page.get_by_text("不登录，用手机号报名"))
    finger.type(page.get_by_label("怎么称呼你"), "米妈")
    finger.type(page.get_by_label("手机号"), "13611112222")
    children(page, finger)
    finger.tap(page.get_by_role("button", name="用手机号报名"))
    code = page.locator(".demo-code b").inner_text()
    found["code"] = faults(page)
    finger.type(page.locator("input[name=code]"), code)
    expect(page.get_by_role("heading", level=1)).to_have_text("报好了，到时见")
    found["registered"] = faults(page)
    scan_the_screen(page, soon)
    found["door"] = faults(page)  # this phone is known: no digits are asked for
    finger.tap(page.get_by_role("button", name="签到"))
    expect(page.get_by_role("heading", level=1)).to_have_text("已签到")
    finger.within_limits()
    assert {where: wrong for where, wrong in found.items() if wrong} == {}
    assert Registration.objects.get().stage == Stage.ATTENDED


def test_a_known_family_registers_and_signs_in_with_two_taps(
    open_as: OpenAs, faults: Faults, soon: Activity, zhang_family: Household
) -> None:
    page = as_family(open_as(None, "/", width=375), zhang_family, f"/activities/{soon.pk}/")
    found, finger = {"activity": faults(page)}, Finger()
    finger.tap(page.get_by_role("button", name="报名"))
    expect(page.get_by_role("heading", level=1)).to_have_text("报好了，到时见")
    found["registered"] = faults(page)
    scan_the_screen(page, soon)
    found["door"] = faults(page)
    finger.tap(page.get_by_role("button", name="签到"))
    expect(page.get_by_role("heading", level=1)).to_have_text("已签到")
    assert finger.taps == 2
    finger.within_limits()
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


def test_a_guest_goes_from_field_to_field_by_the_keyboard_alone(
    open_as: OpenAs, soon: Activity
) -> None:
    page = open_as(None, f"/activities/{soon.pk}/", width=375)
    page.locator(".guest summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("怎么称呼你")).to_be_focused()
    for text in ("米妈", "13611112222", "小米", f"{BORN}01", "小麦", f"{BORN - 1}-6"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")  # the keyboard's Next
    page.keyboard.press("Enter")  # nothing more to say: the third child's row stays empty
    expect(page.get_by_role("heading", level=1)).to_have_text("收到了，请看短信")
    assert Registration.objects.get().children == 2
    scan_the_screen(page, soon)
    page.keyboard.type("2222")  # the field has the focus
    expect(page.locator("#id_children")).to_have_value("2")
    page.get_by_role("button", name="签到").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("已签到")


def scan_the_screen(page: Page, activity: Activity) -> None:
    """The phone scans the code on the room's screen, which is no tap."""
    root = "/".join(page.url.split("/", 3)[:3])
    page.goto(f"{root}/door/{code_at(activity, timezone.now())}/")


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


OBSCURED = """() => {
  const at = document.activeElement, bars = document.querySelector(".foot-bars");
  if (!at || at === document.body || bars.contains(at)) return false;
  const seen = at.matches("[type=radio], [type=checkbox]") ? at.closest("label") : at;
  return seen.getBoundingClientRect().bottom > bars.getBoundingClientRect().top + 1;
}"""


@pytest.mark.parametrize("large", [False, True])
def test_the_bars_at_the_foot_never_cover_what_has_the_focus(
    open_as: OpenAs, activity: Activity, zhang_family: Household, large: bool
) -> None:
    page = as_family(
        open_as(None, "/", width=375, large=large), zhang_family, f"/activities/{activity.pk}/"
    )
    page.emulate_media(reduced_motion="reduce")
    for _ in range(30):
        page.keyboard.press("Tab")
        page.wait_for_timeout(60)
        covered = page.evaluate(OBSCURED)
        assert not covered, page.evaluate("document.activeElement.outerHTML")


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


@pytest.mark.parametrize(
    ("width", "language", "large"),
    [(375, "zh-hans", True), (375, "en", True), (1280, "zh-hans", False)],
)
def test_what_a_guest_meets_is_accessible_and_fits(
    open_as: OpenAs, faults: Faults, soon: Activity, width: int, language: str, large: bool
) -> None:
    page = open_as(None, f"/activities/{soon.pk}/", width=width, language=language, large=large)
    here, found = page.url, {}

    def send(phone: str, born: str) -> None:
        page.goto(here)
        page.locator(".guest summary").click()
        page.locator("#guest-name").fill("米妈")
        page.locator("#guest-phone").fill(phone)
        page.locator("#nickname-0").fill("小米")
        page.locator("#born-0").fill(born)
        page.locator(".guest form button.wide").click()

    send("13611112222", "?")
    expect(page.locator("#errors")).to_be_focused()
    found["errors"] = faults(page)
    send("13611112222", f"{BORN}-01")
    expect(page.locator(".demo-message")).to_be_visible()
    found["received"] = faults(page)
    page.locator(".demo-message a").click()
    page.wait_for_url("**/join/**")
    for summary in page.locator("details summary").all():
        summary.click()
    found["all of its own page"] = faults(page)
    Rules.objects.filter(activity=soon).update(guests_prove=True)
    send("13633334444", f"{BORN}-01")
    expect(page.locator(".demo-code")).to_be_visible()
    found["prove"] = faults(page)
    page.locator("input[name=code]").fill("12")
    page.locator("form.sheet button").click()
    expect(page.locator(".field-error")).to_be_visible()
    found["a wrong code"] = faults(page)
    assert {where: wrong for where, wrong in found.items() if wrong} == {}
