"""Keeping the records, in a real browser: on a phone too, in both languages, with large text."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from shufang.activities.models import Activity, Category, CategoryAlias, MediaReport
from shufang.circulation.choices import Counted
from shufang.circulation.models import PeriodCount
from shufang.people.models import User
from shufang.places.models import Site
from tests.factories import make_activity, make_count, make_report, state_count
from tests.journeys.conftest import OpenAs

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Faults = Callable[[Page], list[str]]
DAY = date(2025, 3, 8)


@pytest.fixture
def records(tea_room: Site) -> Activity:
    """A counted activity with a report, a cancelled one, a month's loans and one nobody counted."""
    activity = make_activity(tea_room, DAY, title="悦心听读本《猜猜我有多爱你》")
    state_count(activity, sign_ins=12, attendees=30, estimated=True)
    make_report(activity)
    make_activity(tea_room, date(2025, 4, 2), title="植物拓印")
    make_count(Counted.LOANS, tea_room, date(2025, 3, 1), 1240, method="system")
    make_count(Counted.LOANS, tea_room, date(2025, 4, 1), None)
    category = Category.objects.order_by("pk")[0]
    CategoryAlias.objects.get_or_create(category=category, name="话剧", plain="话剧")
    return activity


@pytest.mark.parametrize(
    ("width", "language", "large"),
    [(375, "en", True), (375, "zh-hans", False), (1280, "zh-hans", True), (1280, "en", False)],
)
def test_every_page_is_accessible_and_fits(
    open_as: OpenAs, faults: Faults, records: Activity, operator: User, library: User,
    width: int, language: str, large: bool,
) -> None:  # fmt: skip
    report, count = MediaReport.objects.get(), PeriodCount.objects.filter(value=1240).get()
    category = Category.objects.order_by("pk")[0]
    activities, circulation = "/desk/activities/", "/desk/circulation/"
    for user, path in (
        (operator, activities),
        (operator, f"{activities}?q=nothing"),
        (operator, f"{activities}add/"),
        (operator, f"{activities}{records.pk}/"),
        (operator, f"{activities}{records.pk}/correct/"),
        (operator, f"{activities}media/"),
        (operator, f"{activities}media/{report.pk}/"),
        (library, f"{activities}categories/"),
        (library, f"{activities}categories/{category.pk}/"),
        (operator, circulation),
        (operator, f"{circulation}?counted=visits"),
        (operator, f"{circulation}add/"),
        (operator, f"{circulation}{count.pk}/"),
        (operator, f"{circulation}loans/{count.site_id}/2025-03/"),
    ):
        page = open_as(user, path, width=width, language=language, large=large)
        assert faults(page) == [], path
        page.context.close()


def test_an_activity_is_added_and_cancelled_on_a_phone(
    open_as: OpenAs, faults: Faults, site_staff: User, tea_room: Site
) -> None:
    page = open_as(site_staff, "/desk/activities/", width=375)
    page.get_by_role("link", name="添加活动").click()
    page.get_by_label("活动名称").fill("端午诗会")
    page.get_by_label("分类", exact=True).select_option("主题活动")
    page.get_by_label("书房", exact=True).select_option("茶园小学智慧书房")
    page.get_by_label("日期").fill("2025-05-31")
    page.get_by_label("开始时间").fill("15:00")
    page.get_by_label("签到数").fill("20")
    page.get_by_label("参与人次").fill("12")
    page.get_by_role("button", name="添加", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("不能少于签到数")
    assert faults(page) == []
    page.get_by_label("参与人次").fill("45")
    page.get_by_role("button", name="添加", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("端午诗会")
    page.get_by_text("取消这场活动").first.click()
    page.get_by_label("原因").fill("台风停办")
    assert faults(page) == []
    page.get_by_role("button", name="取消这场活动").click()
    expect(page.get_by_text("不计入任何数字").first).to_be_visible()
    assert faults(page) == []
    assert Activity.objects.get().state == "cancelled"


def test_a_report_is_registered_from_the_activitys_page(
    open_as: OpenAs, faults: Faults, operator: User, records: Activity
) -> None:
    page = open_as(operator, f"/desk/activities/{records.pk}/")
    page.get_by_text("登记一篇报道").click()
    page.get_by_label("媒体", exact=True).fill("禾城晚报")
    page.get_by_label("标题").fill("一个故事读给一屋子人")
    assert faults(page) == []
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("cell", name="禾城晚报")).to_be_visible()


def test_a_month_is_recorded_and_taken_back_without_scripts(
    open_as: OpenAs, operator: User, tea_room: Site
) -> None:
    page = open_as(operator, "/desk/circulation/?counted=visits", scripts=False)
    page.get_by_role("link", name="补记一条").click()
    page.get_by_label("书房", exact=True).select_option("茶园小学智慧书房")
    page.get_by_label("日期").fill("2025-05-01")
    page.get_by_label("数量").fill("880")
    page.get_by_label("计数方式").select_option("门禁")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("cell", name="880")).to_be_visible()
    page.get_by_role("link", name="2025-05").last.click()
    page.get_by_text("删除这条计数").first.click()
    page.get_by_label("原因", exact=True).fill("记错书房")
    page.get_by_role("button", name="删除这条计数").click()
    expect(page.get_by_text("已删除这条计数")).to_be_visible()
    assert not PeriodCount.objects.exists()
