"""李运营 plans, 王馆长 approves, and the calendar is dragged: in a browser, wide and narrow."""

from collections.abc import Callable
from datetime import datetime, time

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from shufang.activities.choices import State
from shufang.activities.models import Activity
from shufang.people.models import User
from shufang.places.models import Site
from tests.factories.drafts import ahead, plan

OpenAs = Callable[..., Page]
Faults = Callable[[Page], list[str]]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def fill(page: Page, site: Site, title: str = "皮影戏") -> None:
    page.fill("[name=title]", title)
    page.select_option("[name=category]", label="亲子阅读")
    page.select_option("[name=site]", str(site.pk))
    page.fill("[name=day]", ahead().isoformat())
    page.fill("[name=starts]", "10:00")
    page.fill("[name=ends]", "11:00")


def test_from_the_form_to_readers(
    open_as: OpenAs, faults: Faults, operator: User, library: User, tea_room: Site
) -> None:
    page = open_as(operator, reverse("planning:new"))
    fill(page, tea_room)
    page.locator("summary", has_text="预算").click()
    page.fill("[name=budget-0-item]", "人偶")
    page.fill("[name=budget-0-unit_price]", "12.5")
    page.fill("[name=budget-0-quantity]", "20")
    page.locator("[data-typed=budget] [data-add]").click()
    page.fill("[name=budget-1-item]", "灯")
    page.fill("[name=budget-1-unit_price]", "30")
    expect(page.locator("[data-total]")).to_have_text("280.00")
    assert faults(page) == []
    page.locator(".plan-foot .btn-primary").click()
    expect(page.get_by_text("草稿已存好")).to_be_visible()
    assert faults(page) == []
    activity = Activity.objects.get()
    assert [row["unit_price"] for row in activity.plan.budget] == [1250, 3000]
    page.locator("summary", has_text="提交审批").click()
    page.locator("form[action$='/submit/'] button").click()
    expect(page.get_by_text("等图书馆审批")).to_be_visible()

    there = reverse("activities:detail", args=[activity.pk])
    office = open_as(library, there, width=375, language="en")
    office.locator("summary", has_text="Approve").click()
    office.locator("form[action$='/approve/'] button").click()
    expect(office.get_by_text("Approved: 1.")).to_be_visible()
    assert faults(office) == []
    activity.refresh_from_db()
    assert activity.state == State.SCHEDULED


def test_a_clash_is_repaired_by_one_press_without_a_script(
    open_as: OpenAs, operator: User, tea_room: Site
) -> None:
    plan(operator, tea_room, title="先来的")
    page = open_as(operator, reverse("planning:new"), width=375, scripts=False)
    fill(page, tea_room)
    page.locator(".plan-foot .btn-primary").click()
    expect(page.get_by_text("已留给“先来的”")).to_be_visible()
    page.locator(".ways-out button").first.click()
    expect(page.get_by_text("草稿已存好")).to_be_visible()
    assert Activity.objects.filter(title="皮影戏").exists()


def test_a_drag_moves_an_activity_and_a_refused_one_goes_back(
    open_as: OpenAs, faults: Faults, operator: User, tea_room: Site
) -> None:
    mine = plan(operator, tea_room, title="会动的", day=ahead(3))
    plan(operator, tea_room, title="不让的", day=ahead(5), setup_minutes=15)
    month = f"{ahead(3):%Y-%m}"
    page = open_as(operator, f"{reverse('planning:calendar')}?month={month}")
    event = page.locator(".ev", has_text="会动的")
    expect(event).to_be_visible()
    assert faults(page) == []
    drag(page, "会动的", ahead(5).isoformat())
    expect(page.locator("[data-refused]")).to_contain_text("不让的")
    expect(page.locator("[data-ways] button").first).to_be_visible()
    mine.refresh_from_db()
    assert mine.day == ahead(3)
    assert faults(page) == []
    page.wait_for_timeout(1000)  # it glides back
    with page.expect_response("**/move/") as answer:
        drag(page, "会动的", ahead(4).isoformat())
    assert answer.value.ok
    mine.refresh_from_db()
    starts = timezone.make_aware(datetime.combine(ahead(4), time(10)))
    assert (mine.day, mine.starts_at) == (ahead(4), starts)
    page.wait_for_timeout(1000)
    drag(page, "会动的", ahead(5).isoformat())
    way_out = page.locator("[data-ways] button").first
    expect(way_out).to_be_visible()
    with page.expect_response("**/move/") as answer:
        way_out.click()
    assert answer.value.ok
    expect(page.locator("[data-refused]")).to_be_hidden()
    mine.refresh_from_db()
    assert mine.day == ahead(5)


def test_the_calendar_is_a_list_on_a_phone_and_without_a_script(
    open_as: OpenAs, operator: User, tea_room: Site
) -> None:
    plan(operator, tea_room, title="要看见的", day=ahead(3))
    path = f"{reverse('planning:calendar')}?month={ahead(3):%Y-%m}"
    for page in (open_as(operator, path, scripts=False), open_as(operator, path, width=375)):
        expect(page.get_by_text("要看见的").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def drag(page: Page, title: str, day: str) -> None:
    """With the mouse, in steps, as a hand does."""
    page.locator(".ev", has_text=title).scroll_into_view_if_needed()
    page.locator(f"[data-calendar] [data-date='{day}']").last.scroll_into_view_if_needed()
    start = page.locator(".ev", has_text=title).bounding_box()
    end = page.locator(f"[data-calendar] [data-date='{day}']").last.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 20, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + 30, end["y"] + end["height"] / 2, steps=8)
    page.mouse.up()
