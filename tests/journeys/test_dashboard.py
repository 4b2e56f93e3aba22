"""From a figure to the record behind it and back, in a real browser."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from shufang.circulation.choices import Counted
from shufang.people.models import User
from shufang.places.models import Site
from tests.factories import make_activity, make_count, make_report, state_count
from tests.journeys.conftest import OpenAs

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Faults = Callable[[Page], list[str]]
PAGES = [
    "", "figures/months/", "figures/categories/", "figures/rooms/", "figures/loans/",
    "figures/hot-cold/", "figures/chart/sign-ins-by-month/", "figures/sign_ins/rows/",
    "figures/loans_per_visit/rows/", "figures/visits/by/site/",
    "figures/households_served/by/month/",
]  # fmt: skip


@pytest.fixture
def network(tea_room: Site, taiping: Site) -> Site:
    """Two rooms on the map over two years: a lively one and one that lends."""
    for site, place in ((tea_room, 120.70), (taiping, 120.78)):
        Site.objects.filter(pk=site.pk).update(longitude=place, latitude=30.75)
    for year in (2024, 2025):
        for month in (1, 2, 3):
            activity = make_activity(taiping, date(year, month, 8), title=f"故事会{month}")
            state_count(activity, sign_ins=10 * month, attendees=25 * month)
            for site, loans in ((tea_room, 900), (taiping, 120)):
                make_count(Counted.LOANS, site, date(year, month, 1), loans + year - 2000 + month)
                make_count(Counted.VISITS, site, date(year, month, 1), 2000 if month > 1 else None)
    make_report(activity)
    make_activity(tea_room, date(2025, 2, 9), category="故事剧场")
    return tea_room


@pytest.mark.parametrize(
    ("width", "language", "large"),
    [(375, "en", True), (375, "zh-hans", False), (1280, "zh-hans", True), (1280, "en", False)],
)
def test_every_page_is_accessible_and_fits(
    open_as: OpenAs, faults: Faults, network: Site, operator: User,
    width: int, language: str, large: bool,
) -> None:  # fmt: skip
    for path in [*PAGES, f"figures/loans/{network.pk}/"]:
        page = open_as(operator, f"/desk/{path}", width=width, language=language, large=large)
        for later in page.locator(".chart-later").all():
            expect(later.locator("svg.chart-drawing, .chart-empty").first).to_be_attached()
        assert faults(page) == [], path
        page.context.close()


def test_an_empty_network_says_what_to_do(open_as: OpenAs, faults: Faults, library: User) -> None:
    for path in PAGES:
        page = open_as(library, f"/desk/{path}", width=375)
        assert faults(page) == [], path
        page.context.close()
    page = open_as(library, "/desk/")
    expect(page.get_by_role("link", name="导入 Excel")).to_be_visible()


def test_a_figure_is_followed_to_a_record_and_corrected(
    open_as: OpenAs, faults: Faults, network: Site, operator: User
) -> None:
    page = open_as(operator, "/desk/")
    sign_ins = page.locator(".key-figure", has_text="签到数").locator(".figure")
    expect(sign_ins).to_have_text("60")
    sign_ins.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("60")
    page.get_by_role("link", name="故事会3").click()
    page.get_by_role("link", name="更正").first.click()
    page.get_by_label("签到数").fill("31")
    page.get_by_label("更正原因").fill("漏登一户")
    page.get_by_role("button", name="保存更正").click()
    expect(page.get_by_text("漏登一户")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="全网总览").first.click()
    expect(sign_ins).to_have_text("61")


def test_a_bar_opens_to_its_rows(open_as: OpenAs, network: Site, operator: User) -> None:
    page = open_as(operator, "/desk/figures/months/")
    bar = page.locator(".chart-wide a[href*='sign_ins']").last
    bar.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("签到数 30")
    page.get_by_role("link", name="按书房").click()
    expect(page.get_by_role("row", name="太平智慧书房").get_by_role("link")).to_have_text("30")


def test_other_days_are_chosen_on_a_phone(
    open_as: OpenAs, faults: Faults, network: Site, auditor: User
) -> None:
    page = open_as(auditor, "/desk/", width=375)
    page.locator(".period-free summary").click()
    page.get_by_label("从", exact=True).fill("2025-02-01")
    page.get_by_label("到", exact=True).fill("2025-03-31")
    page.get_by_label("数据截止日").fill("2025-02-28")
    assert faults(page) == []
    page.get_by_role("button", name="显示").click()
    expect(page.locator(".key-figure", has_text="签到数").locator(".figure")).to_have_text("20")
    page.locator(".period-free summary").click()
    page.get_by_label("到", exact=True).fill("2025-01-01")
    page.get_by_role("button", name="显示").click()
    expect(page.get_by_role("alert")).to_contain_text("已改用合同年度")


def test_without_scripts_charts_are_pages_of_their_own(
    open_as: OpenAs, network: Site, auditor: User
) -> None:
    page = open_as(auditor, "/desk/", scripts=False)
    page.get_by_role("link", name="打开图：各月签到").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("各月签到（户次）")
    expect(page.locator(".chart-wide svg")).to_be_visible()
