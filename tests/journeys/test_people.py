"""Signing in and looking after accounts, in a real browser: every page fits and can be read."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from shufang.people.actions.record_duty import Post, record_duty
from shufang.people.actions.reset_password import reset_password
from shufang.people.choices import Level
from shufang.people.models import Duty, User
from tests.journeys.conftest import OpenAs

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Faults = Callable[[Page], list[str]]


@pytest.fixture
def network(library: User, operator: User, site_staff: User, auditor: User) -> Duty:
    """A chart with posts of all three levels, and a log of how it came to be."""
    duties = "定年度计划\n批准预算\n每季度听取运营方汇报"
    first = record_duty(actor=library, post=Post(Level.DECIDE, "项目主任", duties, "王馆长"))
    record_duty(actor=library, post=Post(Level.DECIDE, "业务指导", "审核活动方案"))
    executing = Post(Level.EXECUTE, "活动专员", "策划和带领活动\n汇总台账", "李运营、赵晓")
    record_duty(actor=operator, post=executing)
    reset_password(actor=library, account=site_staff)
    return first


@pytest.mark.parametrize(
    ("width", "language", "large"), [(375, "en", True), (1280, "zh-hans", False)]
)
def test_every_page_is_accessible_and_fits(
    open_as: OpenAs, faults: Faults, network: Duty, library: User, language: str, width: int,
    large: bool,
) -> None:  # fmt: skip
    zhao = User.objects.get(username="zhao")
    for user, path in (
        (None, "/sign-in/"),
        (library, "/account/"),
        (library, "/account/password/"),
        (library, "/desk/people/accounts/"),
        (library, "/desk/people/accounts/add/"),
        (library, f"/desk/people/accounts/{zhao.pk}/"),
        (library, "/desk/people/organisation/"),
        (library, f"/desk/people/organisation/{network.pk}/"),
        (library, "/desk/people/log/"),
        (library, "/desk/people/log/?who=nobody"),
    ):
        page = open_as(user, path, width=width, language=language, large=large)
        assert (path, faults(page)) == (path, [])
        page.context.close()


def test_a_newcomer_signs_in_and_chooses_a_password(
    open_as: OpenAs, faults: Faults, library: User, operator: User
) -> None:
    password = reset_password(actor=library, account=operator)
    page = open_as(None, "/desk/people/organisation/", width=375)
    page.get_by_label("用户名").fill("li")
    page.get_by_label("密码").fill("wrong")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("用户名或密码不对")
    assert faults(page) == []
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("先换一个自己的密码")
    page.get_by_label("一次性密码").fill(password)
    page.get_by_label("新密码", exact=True).fill("bamboo-rain-77")
    page.get_by_label("再写一遍新密码").fill("bamboo-rain-77")
    page.get_by_role("button", name="换成新密码").click()
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + "/account/")
    expect(page.get_by_role("heading", name="我的账号")).to_be_visible()


def test_the_library_opens_an_account_and_reads_out_its_password(
    open_as: OpenAs, faults: Faults, library: User, site_staff: User
) -> None:
    page = open_as(library, "/desk/people/accounts/", width=375)
    page.get_by_role("link", name="新建账号").click()
    page.get_by_label("姓名").fill("陈乐")
    page.get_by_label("用户名").fill("chen")
    page.get_by_label("书房工作人员").check()
    page.get_by_role("button", name="新建账号").click()
    expect(page.get_by_role("alert")).to_contain_text("至少一间书房")
    assert faults(page) == []
    page.get_by_label("茶园小学智慧书房").check()
    page.get_by_role("button", name="新建账号").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("账号建好了")
    assert faults(page) == []
    assert User.objects.get(username="chen").check_password(
        page.locator(".secret").nth(1).inner_text()
    )
