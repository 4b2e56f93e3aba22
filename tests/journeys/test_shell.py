"""The frame around every page, in a real browser: eyes, ears, keyboard and thumbs."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from shufang.people.models import User
from tests.journeys.conftest import OpenAs

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Faults = Callable[[Page], list[str]]


@pytest.mark.parametrize(
    ("width", "language", "large"),
    [
        (375, "zh-hans", False),
        (375, "zh-hans", True),
        (375, "en", True),
        (1280, "zh-hans", False),
        (1280, "en", False),
    ],
)
def test_every_part_is_accessible_and_fits(
    open_as: OpenAs, faults: Faults, library: User, width: int, language: str, large: bool
) -> None:
    page = open_as(library, "/desk/style/", width=width, language=language, large=large)
    assert faults(page) == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("path", ["/desk/style/", "/nothing-here/"])
def test_refusals_and_lost_pages_are_accessible_on_a_phone(
    open_as: OpenAs, faults: Faults, outsider: User, path: str, language: str
) -> None:
    page = open_as(outsider, path, width=375, language=language, large=True)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert faults(page) == []


def test_large_text_is_twenty_pixels(open_as: OpenAs, library: User) -> None:
    page = open_as(library, "/desk/style/", width=375, large=True)
    size = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    assert size == pytest.approx(20, abs=0.1)


def test_language_and_text_size_are_switched_where_one_stands(
    open_as: OpenAs, library: User
) -> None:
    page = open_as(library, "/desk/style/?page=2")
    page.locator(".top").get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Style", level=1)).to_be_visible()
    assert page.url.endswith("/desk/style/?page=2")
    page.locator(".top").get_by_role("button", name="Large text").press("Enter")
    expect(page.locator("html")).to_have_class("large-text")
    assert page.url.endswith("/desk/style/?page=2")


def test_the_keyboard_goes_through_the_rows_of_a_table(open_as: OpenAs, library: User) -> None:
    page = open_as(library, "/desk/style/")
    rows = page.locator("#table tbody tr")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(rows.nth(1)).to_have_class("here")
    page.keyboard.press("k")
    expect(rows.nth(0)).to_have_class("here")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/style/#table")


def test_keys_are_left_alone_while_somebody_types(open_as: OpenAs, library: User) -> None:
    page = open_as(library, "/desk/style/")
    box = page.locator("#id_title")
    box.fill("")
    box.press_sequentially("j/k")
    expect(box).to_have_value("j/k")
    expect(page.locator("tr.here")).to_have_count(0)


def test_the_first_tab_offers_to_skip_to_the_content(open_as: OpenAs, library: User) -> None:
    page = open_as(library, "/desk/style/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_escape_closes_a_menu_and_returns_to_its_button(open_as: OpenAs, library: User) -> None:
    page = open_as(library, "/desk/style/")
    button = page.locator(".menu summary")
    button.click()
    expect(page.locator(".menu-list")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".menu-list")).to_be_hidden()
    expect(button).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_the_menu_opens_and_closes_even_without_scripts(
    open_as: OpenAs, library: User, scripts: bool
) -> None:
    page = open_as(library, "/desk/style/", width=375, scripts=scripts)
    menu = page.locator("#menu")
    expect(menu).to_be_hidden()
    page.locator(".bottom").get_by_role("link", name="菜单").click()
    expect(menu).to_be_visible()
    menu.get_by_role("link", name="关上菜单").click()
    expect(menu).to_be_hidden()


def test_what_a_thumb_must_hit_is_large_enough(open_as: OpenAs, library: User) -> None:
    page = open_as(library, "/desk/style/", width=375)
    small = page.evaluate(
        """[...document.querySelectorAll(".btn:not(.btn-sm), .bottom a, .form-control, .tabs a")]
        .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 43.5)
        .map((e) => e.outerHTML.slice(0, 120))"""
    )
    assert small == []


def test_printed_pages_leave_the_frame_away(open_as: OpenAs, library: User) -> None:
    page = open_as(library, "/desk/style/")
    page.emulate_media(media="print")
    expect(page.locator(".side")).to_be_hidden()
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator("#table")).to_be_visible()


def test_the_headings_of_a_table_stay_in_sight_below_the_top_line(
    open_as: OpenAs, library: User
) -> None:
    page = open_as(library, "/desk/style/")
    page.set_viewport_size({"width": 1280, "height": 400})
    heading = page.locator("#table thead th").first
    page.evaluate("window.scrollTo(0, document.querySelector('#table tfoot').offsetTop + 200)")
    top = page.locator(".top").bounding_box()
    seen = heading.bounding_box()
    assert top is not None
    assert seen is not None
    assert seen["y"] == pytest.approx(top["y"] + top["height"], abs=2)


def test_a_table_too_wide_for_a_phone_is_scrolled_by_keyboard(
    open_as: OpenAs, library: User
) -> None:
    page = open_as(library, "/desk/style/", width=375)
    box = page.locator("#table .table-responsive")
    expect(box).to_have_attribute("tabindex", "0")
    expect(box).to_have_attribute("aria-label", "表一 项目执行数据一览")
