"""The plan form and page, as the operator, the room's staff and the library meet them."""

import json
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from shufang.activities.actions.planning.draft import draft_of
from shufang.activities.actions.planning.plan_series import plan_series
from shufang.activities.actions.planning.templates import save_as_template
from shufang.activities.choices import Next, Places, State
from shufang.activities.models import (
    Activity,
    Category,
    Comment,
    DayOff,
    Review,
    SchoolTerm,
    Series,
)
from shufang.activities.queries.planning.dates import Repeat
from shufang.people.models import User
from shufang.places.models import Site, Zone
from tests.cast import ClientAs
from tests.factories.drafts import ahead, plan

NEW = "/desk/planning/new/"


def typed(site: Site, **changes: Any) -> dict[str, Any]:
    """What a browser sends for a story hour a week ahead."""
    return {
        "title": "皮影戏",
        "category": Category.objects.get(name="亲子阅读").pk,
        "audience": "families",
        "site": site.pk,
        "day": ahead().isoformat(),
        "starts": "10:00",
        "ends": "11:00",
        "setup_minutes": 15,
        "teardown_minutes": 15,
        "way": "first",
        "counted": "party",
        "places": 15,
        "queue": "whole",
        "skips": 3,
        "offer_hours": 12,
        "cancel_minutes": 120,
        "children_most": 3,
        "adults_most": 2,
        "adults_least": 1,
        "household_limit": 0,
        "child_limit": 0,
        "limit_days": 30,
        "reconfirm_hours": 0,
        "release_minutes": 0,
        "sign_in_before": 30,
        "sign_in_after": 60,
        **changes,
    }


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_plan_goes_from_the_form_to_readers(
    client_as: ClientAs, operator: User, library: User, tea_room: Site
) -> None:
    sent = typed(
        tea_room,
        **{
            "flow-0-time": "10:00",
            "flow-0-step": "开场",
            "budget-0-item": "皮影人偶",
            "budget-0-unit_price": "12.5",
            "budget-0-quantity": "20",
            "questions-0-text": "对什么过敏？",
            "questions-0-kind": "choice",
            "questions-0-choices": "花生、牛奶",
            "questions-0-needed": "1",
            "first_timers_hours": "24",
            "walk_ins": "on",
        },
    )
    page = client_as(operator).post(NEW, sent, follow=True)
    activity = Activity.objects.get()
    assert "草稿已存好" in text(page)
    assert activity.plan.flow == [
        {"time": "10:00", "step": "开场", "content": "", "lead": "", "things": ""}
    ]
    assert activity.plan.budget[0]["unit_price"] == 1250
    assert "250.00" in text(page)
    assert activity.rules.questions == [
        {"code": "q1", "text": "对什么过敏？", "kind": "choice", "choices": ["花生", "牛奶"],
         "needed": True}
    ]  # fmt: skip
    assert activity.rules.priority == [{"for": "first_timers", "hours": 24}]
    for who, step, state in (
        (operator, "submit", State.SUBMITTED),
        (library, "approve", State.SCHEDULED),
        (operator, "publish", State.SCHEDULED),
    ):
        client_as(who).post(reverse(f"planning:{step}", args=[activity.pk]), follow=True)
        activity.refresh_from_db()
        assert activity.state == state
    assert activity.published_at is not None


def test_a_row_is_added_without_a_script_and_nothing_is_saved(
    client_as: ClientAs, operator: User, tea_room: Site
) -> None:
    sent = typed(tea_room, **{"flow-0-step": "开场", "add_row": "flow"})
    page = text(client_as(operator).post(NEW, sent))
    assert 'name="flow-1-step"' in page
    assert 'value="开场"' in page
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"budget-0-item": "人偶", "budget-0-unit_price": "很多"}, "请填金额"),
        ({"places": ""}, "请填名额"),
        ({"ends": "09:00"}, "晚于"),
        ({"age_from": 8, "age_to": 4}, "上限不能小于"),
        ({"every": "week"}, "最后一天"),
    ],
)
def test_what_makes_no_sense_is_said_where_it_stands(
    client_as: ClientAs, operator: User, tea_room: Site, wrong: dict[str, Any], said: str
) -> None:
    assert said in text(client_as(operator).post(NEW, typed(tea_room, **wrong)))
    assert not Activity.objects.exists()


def test_a_clash_offers_ways_out_and_one_press_takes_one(
    client_as: ClientAs, operator: User, tea_room: Site
) -> None:
    plan(operator, tea_room, title="先来的")
    sent = typed(tea_room)
    page = client_as(operator).post(NEW, sent)
    assert page.status_code == 409
    assert "先来的" in text(page)
    ways = [choice["value"] for choice in page.context["choices"]]
    assert ways
    client_as(operator).post(NEW, {**sent, "take": ways[0]})
    assert Activity.objects.get(title="皮影戏").day == ahead()


def test_a_copy_and_a_template_fill_the_form_and_show_what_was_learned(
    client_as: ClientAs, operator: User, tea_room: Site
) -> None:
    first = plan(operator, tea_room, rules={"way": Places.FIRST_COME, "places": 9})
    template = save_as_template(actor=operator, activity=first, name="皮影戏模板")
    Review.objects.create(activity=first, problems="座位不够", decision=Next.CHANGE)
    for query in (f"copy={first.pk}", f"template={template.pk}"):
        page = text(client_as(operator).get(f"{NEW}?{query}"))
        assert first.title in page
        assert 'name="places" value="9"' in page
        assert "座位不够" in page
    client_as(operator).post(NEW, typed(tea_room, day=ahead(9), template=template.pk))
    assert Activity.objects.get(title="皮影戏").template == template


def test_a_copy_says_that_its_category_is_not_in_use_any_more(
    client_as: ClientAs, operator: User, tea_room: Site
) -> None:
    mine = plan(operator, tea_room)
    copy = f"{NEW}?copy={mine.pk}"
    assert "已停用" not in text(client_as(operator).get(copy))
    Category.objects.filter(pk=mine.category_id).update(active=False)
    page = text(client_as(operator).get(copy))
    assert f"原来的分类“{mine.category.name}”已停用，请换一个。" in page


def test_the_dates_of_a_series_are_looked_at_before_they_are_made(
    client_as: ClientAs, operator: User, tea_room: Site
) -> None:
    DayOff.objects.create(day=ahead(14), name="校庆")
    corner = Zone.objects.create(site=tea_room, name="儿童区")
    plan(operator, tea_room, title="占着", day=ahead(21), zone=corner)
    sent = typed(tea_room, zone=corner.pk, every="week", until=ahead(28).isoformat())
    page = client_as(operator).post(NEW, sent)
    assert "校庆" in text(page)
    assert "占着" in text(page)
    assert not Series.objects.exists()
    again = client_as(operator).post(NEW, {**sent, "confirmed": "1"})
    assert again.context["open"] == 1
    assert not Series.objects.exists()
    repair = {f"repair-{ahead(21).isoformat()}": "skip", "confirmed": "1"}
    page = client_as(operator).post(NEW, {**sent, **repair}, follow=True)
    series = Series.objects.get()
    assert series.dates.count() == 2
    assert {row["why"] for row in series.skipped} == {"放假（校庆）", ""}
    address = f"/desk/planning/series/{series.pk}/"
    shown = text(client_as(operator).get(address))
    assert "放假（校庆）" in shown
    assert "计划时去掉" in shown
    english = text(client_as(operator, language="en").get(address))
    assert "holiday (校庆)" in english
    assert "left out when it was planned" in english
    assert "校庆" in text(page)
    client_as(operator).post(
        reverse("planning:series_add", args=[series.pk]), {"day": ahead(14).isoformat()}
    )
    assert series.dates.filter(day=ahead(14)).exists()


def test_a_remark_by_itself_is_not_called_optional(
    client_as: ClientAs, operator: User, tea_room: Site
) -> None:
    activity = plan(operator, tea_room)
    page = text(client_as(operator).get(reverse("planning:plan", args=[activity.pk])))
    form = page.split(reverse("planning:comment", args=[activity.pk]))[1].split("</form>")[0]
    assert "可不填" not in form
    assert " required" in form


def test_a_whole_series_is_changed_from_one_of_its_dates(
    client_as: ClientAs, operator: User, tea_room: Site
) -> None:
    sent = typed(tea_room, every="week", until=ahead(21).isoformat())
    client_as(operator).post(NEW, {**sent, "confirmed": "1"})
    first = Activity.objects.order_by("day")[0]
    url = reverse("planning:edit", args=[first.pk])
    assert "还没办的全部（3 场）" in text(client_as(operator).get(url))
    client_as(operator).post(url, typed(tea_room, title="新的名字", scope="all"))
    assert Activity.objects.filter(title="新的名字").count() == 3
    client_as(operator).post(url, typed(tea_room, title="只这一场", scope="one"))
    assert Activity.objects.filter(title="只这一场").count() == 1
    Activity.objects.filter(pk=first.pk).update(state=State.HELD)
    page = text(client_as(operator).get(f"/desk/planning/series/{first.series_id}/"))
    assert "<h1>新的名字</h1>" in page  # as it is by now, not as its first date was


def test_a_series_that_was_called_off_by_mistake_is_restored_at_once(
    client_as: ClientAs, operator: User, library: User, tea_room: Site
) -> None:
    sent = typed(tea_room, every="week", until=ahead(21).isoformat())
    client_as(operator).post(NEW, {**sent, "confirmed": "1"})
    first = Activity.objects.order_by("day")[0]
    page, url = (reverse(f"planning:{name}", args=[first.pk]) for name in ("plan", "restore"))
    assert url not in text(client_as(operator).get(page))
    off = {"scope": "all", "reason": "点错了"}
    client_as(operator).post(reverse("planning:cancel", args=[first.pk]), off)
    assert set(Activity.objects.values_list("state", flat=True)) == {State.CANCELLED}
    shown = text(client_as(operator).get(page))
    assert url in shown
    assert "还没办的全部（3 场）" in shown
    assert url not in text(client_as(library).get(page))
    said = client_as(operator).post(url, {"scope": "all", "reason": "恢复"}, follow=True)
    assert "已恢复 3 场" in text(said)
    assert set(Activity.objects.values_list("state", flat=True)) == {State.DRAFT}


def test_dates_in_the_way_of_a_series_change_are_left_as_they_are_at_one_press(
    client_as: ClientAs, operator: User, tea_room: Site
) -> None:
    first = plan(operator, tea_room)
    series = plan_series(
        actor=operator,
        draft=replace(draft_of(first), starts=time(15), ends=time(16)),
        repeat=Repeat("week", (), ahead(), ahead(21)),
        repairs={},
    )
    one, two, _three = series.dates.order_by("day")
    plan(operator, tea_room, title="晚上的", day=two.day, starts=time(17), ends=time(18))
    url = reverse("planning:edit", args=[one.pk])
    longer = typed(tea_room, title=one.title, starts="15:00", ends="16:50", scope="all")
    refused = client_as(operator).post(url, longer)
    assert "晚上的" in text(refused)
    assert refused.context["leave"] == str(two.pk)
    client_as(operator).post(url, {**longer, "leave": refused.context["leave"]})
    ends = [draft_of(each).ends for each in series.dates.order_by("day")]
    assert ends == [time(16, 50), time(16), time(16, 50)]


def test_a_series_goes_on_after_a_look_at_its_dates(
    client_as: ClientAs, operator: User, library: User, tea_room: Site
) -> None:
    client = client_as(operator)
    first, last = ahead(), ahead(14)
    repeat = {"every": "week", "until": last.isoformat(), "confirmed": "1"}
    client.post(NEW, typed(tea_room, **repeat))
    series = Series.objects.get()
    DayOff.objects.create(day=first + timedelta(days=21), name="示例假日", works=False)
    address = f"/desk/planning/series/{series.pk}/extend/"
    page = client.get(f"/desk/planning/series/{series.pk}/").content.decode()
    assert address in page
    assert "继续这个系列" in page
    until = (first + timedelta(days=28)).isoformat()
    looked = client.post(address, {"until": until}).content.decode()
    assert "示例假日" in looked
    assert series.dates.count() == 2
    client.post(address, {"until": until, "confirmed": "1"})
    assert series.dates.count() == 4
    refused = client.post(address, {"until": first.isoformat()}, follow=True).content.decode()
    assert "更晚的日子" in refused
    off = {"day": (first + timedelta(days=7)).isoformat(), "name": "临时假日"}
    said = client_as(library).post("/desk/planning/days-off/add/", off, follow=True)
    assert "这一天已经安排了 1 场活动" in said.content.decode()
    assert "放假（临时假日）" in client.get(f"/desk/planning/series/{series.pk}/").content.decode()
    assert client_as(library).post(address, {"until": until}).status_code == 403
    assert address not in client_as(library).get(
        f"/desk/planning/series/{series.pk}/"
    ).content.decode()  # fmt: skip


def test_terms_are_entered_changed_and_removed(
    client_as: ClientAs, library: User, operator: User, assessor: User, tea_room: Site
) -> None:
    client = client_as(library)
    term = {"name": "秋季学期", "first_day": "2030-09-02", "last_day": "2031-01-17"}
    assert client_as(assessor).post("/desk/planning/terms/add/", term).status_code == 403
    wrong = client.post("/desk/planning/terms/add/", {**term, "last_day": "2030-01-01"})
    assert "放假要在开学之后。" in wrong.content.decode()
    asked = typed(tea_room, every="week", until=ahead(20).isoformat(), season="term")
    said = client_as(operator).post(NEW, asked).content.decode()
    assert "还没有录入学期" in said
    client.post("/desk/planning/terms/add/", term)
    row = SchoolTerm.objects.get()
    assert "秋季学期" in client.get("/desk/planning/days-off/").content.decode()
    client.post(f"/desk/planning/terms/{row.pk}/", {**term, "name": "2030 秋"})
    row.refresh_from_db()
    assert row.name == "2030 秋"
    client.post(f"/desk/planning/terms/{row.pk}/remove/")
    assert not SchoolTerm.objects.exists()


def test_a_drag_moves_or_says_why_not(
    client_as: ClientAs, operator: User, tea_room: Site, outsider: User
) -> None:
    mine = plan(operator, tea_room)
    plan(operator, tea_room, title="下午的", starts=time(15), ends=time(16))
    url = reverse("planning:move", args=[mine.pk])
    day = ahead().isoformat()
    refused = client_as(operator).post(url, {"start": f"{day}T15:00:00", "end": f"{day}T16:00:00"})
    assert refused.status_code == 409
    assert "下午的" in refused.json()["reason"]
    assert refused.json()["choices"]
    there = {"start": f"{day}T13:00:00+08:00", "end": f"{day}T14:00:00+08:00"}
    assert client_as(outsider).post(url, there).status_code == 403
    assert client_as(operator).post(url, there).json()["moved"]
    mine.refresh_from_db()
    assert mine.starts_at
    assert timezone.localtime(mine.starts_at).hour == 13
    assert client_as(operator).post(url, {"start": "gestern", "end": ""}).status_code == 400


def test_a_way_out_of_a_refused_drag_is_one_press_away(
    client_as: ClientAs, operator: User, tea_room: Site, taiping: Site
) -> None:
    stage = Zone.objects.create(site=tea_room, name="小剧场")
    corner = Zone.objects.create(site=tea_room, name="故事角")
    elsewhere = Zone.objects.create(site=taiping, name="阅读角")
    mine = plan(operator, tea_room, zone=stage)
    plan(operator, tea_room, title="下午的", starts=time(15), ends=time(16), zone=stage)
    url = reverse("planning:move", args=[mine.pk])
    day = ahead().isoformat()
    refused = client_as(operator).post(url, {"start": f"{day}T15:00:00", "end": f"{day}T16:00:00"})
    ways = {way.pop("text"): way for way in refused.json()["choices"]}
    there = ways["改到“故事角”，时间不变"]
    strange = {**there, "zone": str(elsewhere.pk)}
    assert client_as(operator).post(url, strange).status_code == 404
    assert client_as(operator).post(url, there).json()["moved"]
    mine.refresh_from_db()
    assert mine.zone == corner
    assert mine.starts_at
    assert timezone.localtime(mine.starts_at).hour == 15


def test_the_calendar_gives_its_events_to_all_staff_and_drags_to_those_who_may(
    client_as: ClientAs, operator: User, assessor: User, other_site_staff: User, tea_room: Site
) -> None:
    mine = plan(operator, tea_room)
    asked = {"start": f"{ahead(0)}T00:00:00", "end": f"{ahead(30)}T00:00:00"}

    def events(user: User, **more: Any) -> list[dict[str, Any]]:
        answer = client_as(user).get("/desk/planning/calendar/events/", {**asked, **more})
        return list(json.loads(answer.content)["events"])

    assert [(e["id"], e["editable"]) for e in events(operator)] == [(str(mine.pk), True)]
    for reader in (assessor, other_site_staff):
        assert [e["editable"] for e in events(reader)] == [False]
    assert events(operator, state="scheduled") == []
    assert len(events(operator, site=tea_room.pk)) == 1
    Activity.objects.update(state=State.CANCELLED)
    assert events(operator) == []
    page = text(client_as(assessor).get("/desk/planning/calendar/", {"month": f"{ahead():%Y-%m}"}))
    assert "新活动" not in page.split("page-actions")[1].split("</header>")[0]


@pytest.mark.parametrize(
    ("who", "step", "status"),
    [
        ("operator", "approve", 403),
        ("site_staff", "approve", 403),
        ("library", "submit", 403),
        ("library", "edit", 403),
        ("library", "cancel", 403),
        ("library", "restore", 403),
        ("other_site_staff", "restore", 403),
        ("other_site_staff", "submit", 403),
        ("other_site_staff", "cancel", 403),
        ("assessor", "comment", 403),
        ("outsider", "comment", 403),
        ("site_staff", "submit", 302),
        ("library", "comment", 302),
    ],
)
def test_each_does_what_is_theirs(
    client_as: ClientAs,
    operator: User,
    request: pytest.FixtureRequest,
    tea_room: Site,
    who: str,
    step: str,
    status: int,
) -> None:
    activity = plan(operator, tea_room)
    user = request.getfixturevalue(who)
    url = reverse(f"planning:{step}", args=[activity.pk])
    answer = client_as(user).post(url, {"text": "好", "reason": "试试"})
    assert answer.status_code == status
    if status == 403:
        assert not Comment.objects.exists()
        assert Activity.objects.get().state == State.DRAFT


def test_staff_of_a_room_plan_for_it_and_no_other(
    client_as: ClientAs, site_staff: User, tea_room: Site, taiping: Site
) -> None:
    client_as(site_staff).post(NEW, typed(taiping))
    assert not Activity.objects.exists()
    client_as(site_staff).post(NEW, typed(tea_room))
    assert Activity.objects.get().site == tea_room


def test_a_planned_activity_does_not_ask_who_came(
    client_as: ClientAs, operator: User, tea_room: Site
) -> None:
    activity = plan(operator, tea_room)
    page = text(client_as(operator).get(reverse("activities:detail", args=[activity.pk])))
    assert "草稿" in page
    assert "提交审批" in page
    for held_only in ("谁来了", "没有办成？", "没有填报人数", "其实办了？", "登记一篇报道"):
        assert held_only not in page
    answer = client_as(operator).get(reverse("activities:correct", args=[activity.pk]))
    assert answer["Location"] == reverse("planning:edit", args=[activity.pk])
    client_as(operator).post(
        reverse("activities:cancel", args=[activity.pk]), {"reason": "没有举办"}
    )
    assert Activity.objects.get().state == State.DRAFT
    Activity.objects.update(state=State.CANCELLED)
    client_as(operator).post(reverse("activities:restore", args=[activity.pk]), {"reason": "办了"})
    assert Activity.objects.get().state == State.CANCELLED  # its day has not come


def test_the_page_says_when_the_zone_is_held_no_more_and_takes_it_back(
    client_as: ClientAs, operator: User, tea_room: Site
) -> None:
    activity = plan(operator, tea_room)
    Activity.objects.update(hold_until=timezone.now() - timedelta(hours=1))
    url = reverse("planning:plan", args=[activity.pk])
    assert "区域已不再保留" in text(client_as(operator).get(url))
    client_as(operator).post(reverse("planning:renew", args=[activity.pk]))
    assert "区域留到" in text(client_as(operator).get(url))


def test_a_lost_place_leads_to_its_ways_out(
    client_as: ClientAs, operator: User, tea_room: Site
) -> None:
    activity = plan(operator, tea_room)
    Activity.objects.update(hold_until=None)
    plan(operator, tea_room, title="别的活动")
    for step in ("renew", "submit"):
        url = reverse(f"planning:{step}", args=[activity.pk])
        answer = client_as(operator).post(url, follow=True)
        assert answer.redirect_chain[-1][0] == reverse("planning:edit", args=[activity.pk])
        assert answer.status_code == 200
        assert "别的活动" in text(answer)
    way = answer.context["choices"][0]["value"]
    edit = reverse("planning:edit", args=[activity.pk])
    none = {"setup_minutes": 0, "teardown_minutes": 0}
    client_as(operator).post(edit, typed(tea_room, take=way, **none))
    activity.refresh_from_db()
    assert f"|{timezone.localtime(activity.starts_at):%H:%M}|" in way
    client_as(operator).post(reverse("planning:submit", args=[activity.pk]))
    activity.refresh_from_db()
    assert activity.state == State.SUBMITTED


def test_english_pages_speak_english(client_as: ClientAs, operator: User, tea_room: Site) -> None:
    activity = plan(operator, tea_room)
    page = client_as(operator, language="en")
    assert "Send for approval" in text(page.get(reverse("planning:plan", args=[activity.pk])))
    assert "Save draft" in text(page.get(NEW))
    refused = page.post(NEW, typed(tea_room))
    assert "The whole room is taken 10:00–11:00" in text(refused).replace("&quot;", '"')
