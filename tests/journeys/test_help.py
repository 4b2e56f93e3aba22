"""Somebody is stuck: help is one click away, reads well on any screen, and leads back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from shufang.people.models import User
from tests.journeys.conftest import OpenAs

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Faults = Callable[[Page], list[str]]


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("path", ["/help/", "/help/importing/", "/help/accounts/"])
def test_help_has_no_faults(
    open_as: OpenAs, faults: Faults, path: str, language: str, width: int
) -> None:
    assert faults(open_as(None, path, width=width, language=language)) == []


def test_whoever_is_stuck_in_an_import_finds_the_page(
    open_as: OpenAs, faults: Faults, operator: User
) -> None:
    page = open_as(operator, "/desk/import/start/")
    page.get_by_text("我的账号").locator("xpath=..").click()
    page.get_by_role("link", name="帮助", exact=True).click()
    page.get_by_role("link", name="导入数据").last.click()
    expect(page.get_by_role("heading", name="卡住了？")).to_have_count(1)
    pictures = page.locator(".help-picture img")
    pictures.first.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert pictures.first.evaluate("picture => picture.naturalWidth") > 1000
    assert faults(page) == []


@pytest.mark.parametrize("path", ["/help/", "/help/annual-report/"])
def test_help_fits_a_phone_in_large_text(open_as: OpenAs, faults: Faults, path: str) -> None:
    assert faults(open_as(None, path, width=375, large=True)) == []
