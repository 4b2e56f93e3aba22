"""A room's own tablet: paired, offline, killed, online again; every family counted once."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from shufang.activities.actions.tablet.register import (
    pairing_code,
    register_tablet,
    revoke_tablet,
)
from shufang.activities.models import Activity, CheckIn, Device, Rules, TabletEntry
from shufang.people.models import User
from shufang.places.models import Site
from tests.factories.planned import plan_ahead, under_way, with_places
from tests.factories.tablets import expect_party
from tests.journeys.conftest import OpenAs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
SIZES = [(1024, 768), (800, 1280), (1920, 1080)]


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    activity = under_way(tea_room, sign_out=True)
    for number, name in ((4821, "张家"), (7733, "陈家"), (1234, "王家")):
        expect_party(activity, f"1380000{number}", name=name)
    return activity


@pytest.fixture
def device(operator: User, tea_room: Site) -> Device:
    return register_tablet(actor=operator, site=tea_room, name="门口平板")


@pytest.fixture
def tablet(chromium: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1024, "height": 768})
    context.add_cookies([{"name": "language", "value": "zh-hans", "url": live_server.url}])
    yield context
    context.close()


@pytest.fixture
def screen(
    tablet: BrowserContext,
    live_server: LiveServer,
    settings: LazySettings,
    operator: User,
    device: Device,
    activity: Activity,
) -> Page:
    """Paired with the keyboard, and ready to work without network."""
    settings.SITE_URL = live_server.url
    page = tablet.new_page()
    code = pairing_code(actor=operator, device=device)
    page.goto(f"{live_server.url}/tablet/pair/#{code}")
    page.keyboard.press("Enter")
    expect(page.locator("#content[data-kept=true]")).to_be_visible(timeout=20_000)
    expect(page.locator("[data-slot=arrived]")).to_have_text("0")
    return page


def sign_in(page: Page, four: str) -> None:
    """By the last four digits, with the keyboard where there is one."""
    page.get_by_role("button", name="手机尾号签到").click()
    page.keyboard.type(four)
    page.locator("[data-do=confirm]").click()
    expect(page.locator("[data-slot=said]")).to_contain_text("欢迎")
    page.keyboard.press("Escape")


HEARD_OF_ONE_PLACE = """async () => {
    const free = async () => JSON.parse((await tablet.store.get("roster")).body).activities[0].free;
    while (await free() !== 1) await new Promise((done) => setTimeout(done, 50));
}"""


def settled(page: Page, number: int) -> None:
    """All is uploaded."""
    expect(page.locator("[data-slot=arrived]")).to_have_text(str(number))
    online = "网络正常 · 断网也能签到"
    expect(page.locator("[data-slot=line]")).to_contain_text(online, timeout=20_000)


def test_offline_reloaded_and_back_every_family_counts_once(
    screen: Page, tablet: BrowserContext, activity: Activity
) -> None:
    sign_in(screen, "1234")
    settled(screen, 1)
    tablet.set_offline(True)
    sign_in(screen, "4821")
    sign_in(screen, "7733")
    expect(screen.locator("[data-slot=line]")).to_contain_text("已存下 2 条")
    assert CheckIn.objects.count() == 1

    screen.reload()  # from the tablet's own store
    expect(screen.locator("[data-slot=arrived]")).to_have_text("3")
    code = screen.locator("#content").get_attribute("data-code")
    assert code, "the code goes on changing"
    screen.get_by_role("button", name="没有报名，直接来").click()
    screen.get_by_role("button", name="增加一位孩子").click()
    screen.locator("[data-do=confirm]").click()
    screen.keyboard.press("Escape")
    expect(screen.locator("[data-slot=line]")).to_contain_text("已存下 3 条")

    tablet.set_offline(False)
    settled(screen, 4)
    assert CheckIn.objects.count() == TabletEntry.objects.count() == 4
    assert sorted(CheckIn.objects.values_list("children", flat=True)) == [1, 1, 1, 2]
    screen.locator("[data-do=about]").click()
    screen.get_by_role("button", name="全部重新上传").click()
    screen.locator("[data-do=close]").click()
    settled(screen, 4)
    assert CheckIn.objects.count() == TabletEntry.objects.count() == 4


def test_a_killed_tablet_keeps_what_it_queued(
    screen: Page, tablet: BrowserContext, live_server: LiveServer
) -> None:
    tablet.set_offline(True)
    sign_in(screen, "4821")
    screen.close()
    again = tablet.new_page()
    again.goto(f"{live_server.url}/tablet/")
    expect(again.locator("[data-slot=line]")).to_contain_text("已存下 1 条")
    tablet.set_offline(False)
    settled(again, 1)
    assert CheckIn.objects.count() == 1


def test_who_is_there_is_told_so_and_may_leave(screen: Page) -> None:
    sign_in(screen, "4821")
    screen.get_by_role("button", name="手机尾号签到").click()
    screen.keyboard.type("4821")
    expect(screen.locator("[data-slot=said]")).to_have_text("已经签到了")
    screen.get_by_role("button", name="现在离开，签退").click()
    expect(screen.locator("[data-slot=said]")).to_have_text("再见")
    screen.keyboard.press("Escape")
    expect(screen.locator("[data-slot=heads]")).to_have_text("0")
    settled(screen, 1)
    assert CheckIn.objects.get().left_at is not None


ENTRIES = "async () => (await tablet.store.entries()).map((entry) => entry.body)"


def test_a_family_is_never_signed_in_at_the_activity_that_comes_next(
    screen: Page, tablet: BrowserContext, activity: Activity, tea_room: Site
) -> None:
    """Its own hours end while it stands at the screen: it is told so, and nothing is kept."""
    later = plan_ahead(tea_room, title="下一场", starts=timezone.now() + timedelta(hours=2))
    with_places(later)
    hears = "async () => { while (!(await tablet.store.get('roster')).body.includes('下一场'))"
    screen.evaluate(f"{hears} await new Promise((done) => setTimeout(done, 50)); }}")
    tablet.set_offline(True)
    screen.get_by_role("button", name="手机尾号签到").click()
    screen.keyboard.type("4821")
    screen.evaluate("() => tablet.clock.set(tablet.clock.offset + 2.1 * 3600000)")
    screen.locator("[data-do=confirm]").click()
    expect(screen.locator("[data-slot=said]")).to_have_text("签到时间已过")
    assert screen.evaluate(ENTRIES) == []


def test_two_taps_on_leaving_are_one(screen: Page, tablet: BrowserContext) -> None:
    tablet.set_offline(True)
    sign_in(screen, "4821")
    screen.get_by_role("button", name="手机尾号签到").click()
    screen.keyboard.type("4821")
    leave = screen.get_by_role("button", name="现在离开，签退")
    leave.evaluate("(button) => { button.click(); button.click(); }")
    expect(screen.locator("[data-slot=said]")).to_have_text("再见")
    assert sorted(body["kind"] for body in screen.evaluate(ENTRIES)) == ["in", "out"]


def test_who_brings_more_than_registered_is_asked_to_tell_the_staff(screen: Page) -> None:
    screen.get_by_role("button", name="手机尾号签到").click()
    screen.keyboard.type("4821")
    more = screen.locator("[data-who=children][data-by='1']")
    for _child in range(2):
        more.click()
    screen.locator("[data-do=confirm]").click()
    expect(screen.locator("[data-slot=said-more]")).to_contain_text("请和工作人员说一声")


def test_a_number_that_nobody_registered_leads_on(screen: Page) -> None:
    screen.get_by_role("button", name="手机尾号签到").click()
    screen.keyboard.type("0000")
    expect(screen.locator("[data-slot=said]")).to_have_text("没有找到")
    screen.locator("[data-part=say-choices]").get_by_text("没有报名，直接来").click()
    expect(screen.locator("[data-do=confirm]")).to_be_visible()


def test_a_full_activity_sends_walk_ins_to_the_staff_without_network_too(
    screen: Page, tablet: BrowserContext, activity: Activity
) -> None:
    """Nobody is welcomed here whom the server then does not count."""
    Rules.objects.filter(activity=activity).update(places=4)  # three are expected
    screen.reload()
    screen.evaluate(HEARD_OF_ONE_PLACE)
    settled(screen, 0)
    tablet.set_offline(True)
    for said in ("欢迎", "名额已满"):
        screen.get_by_role("button", name="没有报名，直接来").click()
        if said == "欢迎":
            screen.locator("[data-do=confirm]").click()
        expect(screen.locator("[data-slot=said]")).to_have_text(said)
        screen.keyboard.press("Escape")
    sign_in(screen, "4821")  # who has registered has a place
    tablet.set_offline(False)
    settled(screen, 2)
    assert set(TabletEntry.objects.values_list("outcome", flat=True)) == {"counted"}


def test_a_family_that_registered_while_the_tablet_was_alone_counts_as_itself(
    screen: Page, tablet: BrowserContext, activity: Activity
) -> None:
    tablet.set_offline(True)
    late = expect_party(activity, "13700009090", name="段家")
    screen.get_by_role("button", name="手机尾号签到").click()
    screen.keyboard.type("9090")
    screen.locator("[data-part=say-choices]").get_by_text("没有报名，直接来").click()
    screen.locator("[data-do=confirm]").click()
    screen.keyboard.press("Escape")
    tablet.set_offline(False)
    settled(screen, 1)
    assert CheckIn.objects.get().registration == late


def test_a_tablet_whose_storage_is_cleared_goes_on(screen: Page) -> None:
    screen.evaluate(
        "() => new Promise((done) => {"
        " const asked = indexedDB.deleteDatabase('shufang-tablet');"
        " asked.onsuccess = asked.onerror = asked.onblocked = () => done(); })"
    )
    sign_in(screen, "4821")
    settled(screen, 1)
    assert CheckIn.objects.count() == 1


def test_a_revoked_tablet_says_so(screen: Page, device: Device, operator: User) -> None:
    revoke_tablet(actor=operator, device=device, reason="丢了")
    screen.reload()
    expect(screen.locator("[data-slot=title]")).to_have_text("这台平板已停用")
    expect(screen.get_by_role("button", name="手机尾号签到")).to_be_hidden()


def test_a_forgotten_tablet_keeps_its_queue_and_leads_to_pairing(
    screen: Page, tablet: BrowserContext, device: Device, operator: User, tea_room: Site
) -> None:
    """The server was restored to a time before it knew this tablet."""
    tablet.set_offline(True)
    sign_in(screen, "4821")
    device.delete()
    tablet.set_offline(False)
    expect(screen.locator("[data-slot=title]")).to_have_text("这台平板需要重新配对")
    screen.get_by_role("link", name="去配对").click()
    fresh = register_tablet(actor=operator, site=tea_room, name="门口平板")
    screen.get_by_label("配对码").fill(pairing_code(actor=operator, device=fresh))
    screen.keyboard.press("Enter")
    settled(screen, 1)
    assert CheckIn.objects.get().device == fresh


def test_another_language_without_network(screen: Page, tablet: BrowserContext) -> None:
    tablet.set_offline(True)
    screen.get_by_role("button", name="English").click()
    expect(screen.get_by_role("button", name="Not registered")).to_be_visible()
    screen.get_by_role("button", name="中文").click()
    expect(screen.get_by_role("button", name="手机尾号签到")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_view_is_free_of_faults(
    screen: Page, faults: Callable[[Page], list[str]], width: int, height: int
) -> None:
    screen.set_viewport_size({"width": width, "height": height})
    assert faults(screen) == []
    screen.get_by_role("button", name="手机尾号签到").click()
    assert faults(screen) == []
    screen.keyboard.type("0000")
    assert faults(screen) == []
    screen.keyboard.press("Escape")
    screen.get_by_role("button", name="没有报名，直接来").click()
    assert faults(screen) == []
    for button in screen.locator("button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
    screen.locator("[data-do=confirm]").click()
    expect(screen.locator("[data-slot=said]")).to_have_text("欢迎")
    assert faults(screen) == []


READ = """(text) => {
  const cells = tablet.qr(text), dot = 4, quiet = 4, size = (cells.length + 2 * quiet) * dot;
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  cells.forEach((row, y) => row.forEach((cell, x) => {
    if (cell) for (let j = 0; j < dot; j++) for (let i = 0; i < dot; i++)
    {
      const at = 4 * (((y + quiet) * dot + j) * size + (x + quiet) * dot + i);
      pixels.fill(0, at, at + 3);
    }
  }));
  return jsQR(pixels, size, size)?.data;
}"""
DRAW = """(text) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  tablet.drawCode(svg, text);
  return svg.firstChild.getAttribute("d");
}"""


def test_the_code_is_read_by_a_phone(
    screen: Page, live_server: LiveServer, settings: LazySettings
) -> None:
    """Codes of every length are read; the one on the screen is the address the door checks."""
    reader = Path(settings.NODE_MODULES) / "jsqr/dist/jsQR.js"
    screen.evaluate(reader.read_text(encoding="utf-8"))
    for length in range(1, 214, 9):
        text = (f"{live_server.url}/door/" + "r7k3qz" * 40)[:length]
        assert screen.evaluate(READ, text) == text
    code = screen.locator("#content").get_attribute("data-code")
    shown = screen.locator("[data-part=drawing] path").get_attribute("d")
    assert shown == screen.evaluate(DRAW, f"{live_server.url}/door/{code}/")


@pytest.mark.parametrize("width", [375, 1280])
def test_the_desk_is_free_of_faults(
    open_as: OpenAs,
    faults: Callable[[Page], list[str]],
    operator: User,
    device: Device,
    width: int,
) -> None:
    for language in ("zh-hans", "en"):
        page = open_as(operator, "/desk/tablets/", width=width, language=language)
        assert faults(page) == []
        page.goto(f"{page.url}{device.pk}/")
        assert faults(page) == []
        page.locator("form[action$='/pair/'] button").click()
        expect(page.locator(".pair-frame .qr")).to_be_visible()
        assert faults(page) == []
