"""A family's way in a real browser: the first sign-in on a phone, and every page of its own."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from shufang.people.models import Guardian, Household, User
from tests.cast import family_browser
from tests.journeys.conftest import OpenAs

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Faults = Callable[[Page], list[str]]
SHAPES = [(375, "zh-hans", False), (375, "en", True), (1280, "zh-hans", False)]
AGREE = {"zh-hans": "我同意，进去", "en": "I agree, let me in"}
PAGES = [
    "", "code/", "children/", "children/add/", "cards/", "household/", "security/",
    "security/phone/", "consents/", "data/", "erase/",
]  # fmt: skip


def as_family(page: Page, household: Household, path: str) -> Page:
    """The same browser with the family signed in."""
    cookie = family_browser(household).cookies["sessionid"].value
    root = page.url.split("/", 3)[:3]
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": "/".join(root)}])
    page.goto("/".join(root) + path)
    return page


@pytest.mark.parametrize(("width", "language", "large"), SHAPES)
def test_a_family_s_pages_are_accessible_and_fit(
    open_as: OpenAs,
    faults: Faults,
    zhang_family: Household,
    width: int,
    language: str,
    large: bool,
) -> None:
    page = open_as(None, "/privacy/", width=width, language=language, large=large)
    found = {"privacy": faults(page)}
    for path in PAGES:
        found[path] = faults(as_family(page, zhang_family, f"/family/{path}"))
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(("width", "language", "large"), SHAPES)
def test_the_first_sign_in_is_accessible_at_every_step(
    open_as: OpenAs, faults: Faults, width: int, language: str, large: bool
) -> None:
    page = open_as(
        None, "/family/sign-in/?next=/rooms/", width=width, language=language, large=large
    )
    assert faults(page) == []
    page.locator("input[name=phone]").fill("123")
    page.locator("form.card button").click()
    assert faults(page) == []  # with what is wrong said at the field
    page.locator("input[name=phone]").fill("136 1111 2222")
    page.locator("form.card button").click()
    code = page.locator(".demo-code b")
    expect(code).to_be_visible()
    assert faults(page) == []
    page.locator("input[name=code]").fill(code.inner_text())  # which goes off by itself
    expect(page.get_by_role("button", name=AGREE[language])).to_be_visible()
    assert faults(page) == []
    page.locator("input[name=name]").fill("小米妈妈")
    page.locator("input[name=child-0-nickname]").fill("小米")
    page.locator("input[name=child-0-born]").fill("2020年6月")
    page.get_by_role("button", name=AGREE[language]).click()
    page.wait_for_url("**/rooms/")
    assert Guardian.objects.get().household.children.get().nickname == "小米"


def test_by_keyboard_alone_and_without_scripts(open_as: OpenAs, zhang_family: Household) -> None:
    page = open_as(None, "/family/sign-in/", width=375, scripts=False)
    page.locator("input[name=phone]").focus()
    page.keyboard.type("13800004821")
    page.keyboard.press("Enter")
    code = page.locator(".demo-code b").inner_text()
    expect(page.locator("input[name=code]")).to_be_focused()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/family/")
    expect(page.get_by_role("heading", level=1)).to_have_text("张家")


def test_a_row_for_one_more_child_is_there_with_one_tap(open_as: OpenAs) -> None:
    page = open_as(None, "/family/sign-in/", width=375)
    page.locator("input[name=phone]").fill("13611112222")
    page.get_by_role("button", name="获取验证码").click()
    page.locator("input[name=code]").fill(page.locator(".demo-code b").inner_text())
    page.locator("input[name=name]").fill("外婆")
    more = page.get_by_role("button", name="再加一个孩子")
    for row in (1, 2, 3):  # the fourth is the server's
        more.click()
        expect(page.locator(f"#id_child-{row}-nickname")).to_be_focused()
    assert page.locator("input[name=name]").input_value() == "外婆"


def test_a_card_is_linked_without_scripts_and_then_found_by_a_reader(
    open_as: OpenAs, faults: Faults, zhang_family: Household, operator: User
) -> None:
    page = as_family(
        open_as(None, "/privacy/", width=375, scripts=False), zhang_family, "/family/cards/"
    )
    page.locator("input[name=number]").focus()
    page.keyboard.type("sl 2025-0008")
    page.keyboard.press("Enter")
    expect(page.locator(".cards")).to_contain_text("尾号 0008")
    staff = open_as(operator, "/desk/families/")
    staff.locator(".filters input[name=q]").focus()
    staff.keyboard.type("SL20250008")
    staff.keyboard.press("Enter")  # as a reader ends every code
    staff.wait_for_url(f"**/desk/families/{zhang_family.pk}/")
    assert faults(staff) == []
    assert faults(as_family(staff, zhang_family, "/family/cards/")) == []


def test_the_bar_at_the_foot_leads_home(open_as: OpenAs, zhang_family: Household) -> None:
    page = as_family(open_as(None, "/", width=375), zhang_family, "/")
    page.get_by_role("navigation", name="页脚导航").get_by_role("link", name="我家").click()
    page.wait_for_url("**/family/")
    page.get_by_role("link", name="出示家庭码").click()
    expect(page.locator(".code-picture svg")).to_be_visible()


@pytest.mark.parametrize(("width", "language"), [(1280, "zh-hans"), (375, "en")])
def test_staff_find_a_family_on_accessible_pages(
    open_as: OpenAs,
    faults: Faults,
    operator: User,
    zhang_family: Household,
    width: int,
    language: str,
) -> None:
    page = open_as(operator, "/desk/families/?q=4821", width=width, language=language)
    assert faults(page) == []
    page.get_by_role("link", name="张家").click()
    assert faults(page) == []
    page.locator("details.behind summary").first.click()
    page.locator("input[name=reason]").fill("书包落下了")
    page.locator("details.behind button").click()
    expect(page.locator(".secret")).to_have_text("13800004821")
    assert faults(page) == []
