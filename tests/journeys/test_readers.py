"""A reader's way through the site in a real browser: phone, desk, both languages, large text."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from shufang.people.models import User
from shufang.places.models import Closure, Site
from tests.journeys.conftest import OpenAs
from tests.portal.making import held_at, lent, open_daily

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Faults = Callable[[Page], list[str]]
SHAPES = [
    (375, "zh-hans", False),
    (375, "en", True),
    (1280, "zh-hans", False),
    (1280, "en", False),
]


@pytest.fixture
def network(tea_room: Site, taiping: Site) -> Site:
    """Two rooms, one of them closed today, with a year behind them and something to come."""
    today = timezone.localdate()
    open_daily(tea_room, "00:00", "23:59")
    open_daily(taiping)
    Site.objects.filter(pk=tea_room.pk).update(longitude=120.73, latitude=30.84)
    Site.objects.filter(pk=taiping.pk).update(longitude=120.67, latitude=30.65)
    Closure.objects.create(site=taiping, first_day=today, last_day=today, notice="盘点")
    held_at(tea_room, today + timedelta(days=2), "皮影戏《小羊过桥》")
    held_at(tea_room, today - timedelta(days=40), "绘本共读《团圆》")
    lent(tea_room, today - timedelta(days=40), 321)
    return tea_room


@pytest.mark.parametrize(("width", "language", "large"), SHAPES)
@pytest.mark.parametrize(
    "path",
    ["/", "/rooms/", "/rooms/chayuan/", "/activities/", "/search/?q=茶园", "/rooms/taiping/"],
)
def test_every_page_is_accessible_and_fits(
    open_as: OpenAs,
    faults: Faults,
    network: Site,
    path: str,
    width: int,
    language: str,
    large: bool,
) -> None:
    assert faults(open_as(None, path, width=width, language=language, large=large)) == []


@pytest.mark.parametrize(("width", "language", "large"), SHAPES)
@pytest.mark.parametrize("path", ["", "edit/", "hours/"])
def test_staff_pages_of_a_room_are_accessible_and_fit(
    open_as: OpenAs,
    faults: Faults,
    network: Site,
    library: User,
    path: str,
    width: int,
    language: str,
    large: bool,
) -> None:
    address = f"/desk/places/{network.pk}/{path}"
    assert faults(open_as(library, address, width=width, language=language, large=large)) == []


def test_from_home_to_an_activity_and_its_room_with_one_thumb(
    open_as: OpenAs, network: Site
) -> None:
    page = open_as(None, "/", width=375)
    page.get_by_role("link", name="皮影戏《小羊过桥》").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("皮影戏《小羊过桥》")
    page.get_by_role("link", name="茶园小学智慧书房").click()
    expect(page.locator(".chart-narrow svg")).to_be_visible()
    page.locator(".places").get_by_role("link", name="书房").click()
    expect(page.locator(".places [aria-current]")).to_have_text("书房")


def test_nearest_first_is_worked_out_in_the_browser_and_nothing_is_sent(
    open_as: OpenAs, network: Site
) -> None:
    page = open_as(None, "/rooms/", width=375)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 30.651, "longitude": 120.671})
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    expect(page.locator(".rooms h3").first).to_have_text("茶园小学智慧书房")
    page.get_by_role("button", name="离我近的在前").click()
    expect(page.locator(".rooms h3").first).to_have_text("太平智慧书房")
    expect(page.locator(".rooms [data-far]").first).to_have_text(" · 150 米")
    expect(page.locator("circle.me")).to_have_count(1)
    assert [url for url in asked if "seal.svg" not in url] == []


def test_without_a_position_the_page_says_what_else_one_can_do(
    open_as: OpenAs, network: Site
) -> None:
    page = open_as(None, "/rooms/", width=375)
    page.get_by_role("button", name="离我近的在前").click()
    expect(page.locator("[data-near-note]")).to_contain_text("街道（镇）")


def test_without_scripts_the_lists_are_there_and_the_button_is_not(
    open_as: OpenAs, network: Site
) -> None:
    page = open_as(None, "/rooms/", width=375, scripts=False)
    expect(page.locator(".rooms h3")).to_have_count(2)
    expect(page.locator("[data-locate]")).to_be_hidden()
    page.locator("select[name=town]").select_option(label="太平镇")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator(".rooms h3")).to_have_text(["太平智慧书房"])
