"""Readers' pages: what they say in every state, what they keep to themselves, what they cost."""

from datetime import UTC, date, datetime
from typing import Protocol

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from shufang.activities.choices import State
from shufang.people.models import User
from shufang.places.models import Closure, Site, Zone
from tests.cast import ClientAs, make_site
from tests.portal.making import held_at, lent, open_daily

pytestmark = pytest.mark.django_db

NOON = "2025-05-20T04:00:00Z"  # Tuesday noon in the city
TODAY = date(2025, 5, 20)
PAST = datetime(2025, 5, 1, tzinfo=UTC)


class Read(Protocol):
    def __call__(
        self, address: str, user: User | None = None, language: str = "zh-hans"
    ) -> str: ...


@pytest.fixture
def page(client_as: ClientAs) -> Read:
    """The text of a page as a passer-by reads it on Tuesday noon."""

    def read(address: str, user: User | None = None, language: str = "zh-hans") -> str:
        with time_machine.travel(NOON, tick=False):
            answer = client_as(user, language=language).get(address)
        assert answer.status_code == 200, address
        return answer.content.decode()

    return read


def test_an_empty_installation_says_so_kindly(page: Read) -> None:
    for address in ("/", "/rooms/", "/activities/", "/search/"):
        assert "书房" in page(address)
    assert "还没有活动" in page("/")
    assert "还没有书房" in page("/rooms/")
    assert "还没有办过活动" in page("/activities/")


def test_home_shows_what_is_on_this_week(page: Read, tea_room: Site) -> None:
    held_at(tea_room, date(2025, 5, 24), "皮影戏")
    held_at(tea_room, date(2025, 5, 1), "旧的一场")
    text = page("/")
    assert "这七天" in text
    assert "皮影戏" in text
    assert "旧的一场" not in text


def test_home_shows_the_next_ones_when_the_week_is_empty(page: Read, tea_room: Site) -> None:
    held_at(tea_room, date(2025, 6, 24), "皮影戏")
    assert "接下来的活动" in page("/")


def test_home_shows_the_latest_when_nothing_is_planned(page: Read, tea_room: Site) -> None:
    held_at(tea_room, date(2025, 5, 1), "旧的一场")
    text = page("/")
    assert "最近的活动" in text
    assert "旧的一场" in text


def test_each_list_offers_the_months_that_it_has(page: Read, tea_room: Site) -> None:
    held_at(tea_room, date(2025, 3, 1), "旧的一场")
    held_at(tea_room, date(2025, 7, 5), "暑假的一场")
    coming, held = page("/activities/?when=coming"), page("/activities/?when=held")
    assert 'value="2025-07"' in coming
    assert 'value="2025-03"' not in coming
    assert 'value="2025-03"' in held
    assert 'value="2025-07"' not in held
    assert "暑假的一场" in page("/activities/?when=coming&month=2025-07")
    assert "暑假的一场" not in page("/activities/?when=coming&month=2025-03&q=没有")


def test_a_search_with_many_hits_leads_to_both_lists_by_their_numbers(
    page: Read, tea_room: Site
) -> None:
    for day in range(1, 20):
        held_at(tea_room, date(2025, 4, day), "皮影戏")
    for day in (1, 2):
        held_at(tea_room, date(2025, 6, day), "皮影戏", state=State.SCHEDULED, published_at=PAST)
    text = page("/search/?q=皮影")
    assert "when=coming" in text
    assert '要办的 <span class="num">2</span>' in text
    assert '办过的 <span class="num">19</span>' in text
    assert "共 2 场" in page("/activities/?when=coming&q=皮影")
    assert "共 19 场" in page("/activities/?when=held&q=皮影")


def test_home_lists_open_rooms_only_and_says_when_none_is(
    page: Read, tea_room: Site, taiping: Site
) -> None:
    open_daily(tea_room)
    open_daily(taiping, "14:00")
    text = page("/")
    assert "开到 21:00" in text
    assert "14:00 开" not in text
    Closure.objects.create(first_day=TODAY, last_day=TODAY, notice="春节放假")
    text = page("/")
    assert "这会儿都没有开门" in text
    assert "今天闭馆" in text


def test_rooms_can_be_kept_to_a_town_and_to_open_ones(
    page: Read, tea_room: Site, taiping: Site
) -> None:
    open_daily(tea_room)
    assert "太平智慧书房" not in page(f"/rooms/?town={tea_room.town_id}")
    only_open = page("/rooms/?open=1")
    assert "茶园小学智慧书房" in only_open
    assert "太平智慧书房" not in only_open
    assert "这会儿没有开着的书房" in page(f"/rooms/?open=1&town={taiping.town_id}")
    assert "太平智慧书房" in page("/rooms/?town=abc")


def test_rooms_are_a_map_with_coordinates_and_tiles_without(
    page: Read, tea_room: Site, taiping: Site
) -> None:
    assert 'class="tiles"' in page("/rooms/")
    Site.objects.update(longitude=120.7, latitude=30.7)
    text = page("/rooms/")
    assert "data-map" in text
    assert text.count('class="spot"') == 2


def test_a_rooms_page_tells_all_that_is_public(page: Read, tea_room: Site) -> None:
    open_daily(tea_room)
    Site.objects.filter(pk=tea_room.pk).update(
        longitude=120.73183, latitude=30.83721, address="中山路 1 号"
    )
    Zone.objects.create(site=tea_room, name="故事角", capacity=30)
    Closure.objects.create(
        site=tea_room, first_day=date(2025, 6, 1), last_day=date(2025, 6, 2), notice="盘点两天"
    )
    held_at(tea_room, date(2025, 5, 24), "皮影戏")
    held_at(tea_room, date(2025, 5, 1), "旧的一场")
    lent(tea_room, date(2025, 3, 1), 700)
    text = page("/rooms/chayuan/")
    for words in ("开到 21:00", "中山路 1 号", "故事角", "盘点两天", "皮影戏", "旧的一场", "700"):
        assert words in text, words
    assert 'href="geo:30.837210,120.731830"' in text
    assert "<svg" in text
    assert "/desk/" not in text


def test_figures_open_to_their_rows_for_staff_only(
    page: Read, tea_room: Site, auditor: User, outsider: User
) -> None:
    lent(tea_room, date(2025, 3, 1), 700)
    assert f"site={tea_room.pk}" in page("/rooms/chayuan/", auditor)
    assert f"/desk/places/{tea_room.pk}/" in page("/rooms/chayuan/", auditor)
    assert "/desk/" not in page("/rooms/chayuan/", outsider)


def test_a_room_out_of_use_keeps_its_page_and_leaves_the_lists(page: Read, tea_room: Site) -> None:
    Site.objects.update(active=False)
    assert "已经不再开放" in page("/rooms/chayuan/")
    assert "茶园小学智慧书房" not in page("/rooms/")


def test_an_activitys_page_says_what_when_and_where(page: Read, tea_room: Site) -> None:
    activity = held_at(tea_room, date(2025, 5, 24), "皮影戏《小羊过桥》")
    text = page(f"/activities/{activity.pk}/")
    for words in ("皮影戏《小羊过桥》", "5月24日", "周六", "15:00", "茶园小学智慧书房"):
        assert words in text, words


def test_a_cancelled_activity_says_so_everywhere(page: Read, tea_room: Site) -> None:
    activity = held_at(tea_room, date(2025, 5, 24), state=State.CANCELLED)
    for address in (f"/activities/{activity.pk}/", "/", "/activities/"):
        assert "已取消" in page(address)


@pytest.mark.parametrize(
    "address", ["/", "/activities/", "/activities/?when=coming", "/search/?q=绘本", "one", "room"]
)
@pytest.mark.parametrize("who", [None, "operator"])
def test_who_leads_and_what_staff_note_is_on_no_public_page(
    page: Read, tea_room: Site, request: pytest.FixtureRequest, address: str, who: str | None
) -> None:
    activity = held_at(tea_room, date(2025, 5, 21), source="台账.xlsx › 5月 › 7")
    address = {"one": f"/activities/{activity.pk}/", "room": "/rooms/chayuan/"}.get(
        address, address
    )
    text = page(address, request.getfixturevalue(who) if who else None)
    assert activity.title in text
    for secret in ("陈老师", "家长微信群", "台账.xlsx"):
        assert secret not in text


@pytest.mark.parametrize(
    "address", ["/rooms/nowhere/", "/activities/987654/", "/rooms/nowhere/../../etc/"]
)
def test_what_is_not_there_is_not_found(client_as: ClientAs, address: str) -> None:
    assert client_as().get(address).status_code == 404


def test_nothing_on_these_pages_takes_a_post(client_as: ClientAs, tea_room: Site) -> None:
    for address in ("/", "/rooms/", "/rooms/chayuan/", "/activities/", "/search/"):
        assert client_as().post(address).status_code == 405


def test_the_filter_leaves_out_what_makes_no_sense(page: Read, tea_room: Site) -> None:
    held_at(tea_room, date(2025, 5, 1), "旧的一场")
    query = "?when=yesterday&category=abc&town=99999&site=-1&month=2025-13&page=999"
    assert "旧的一场" in page(f"/activities/{query}")


def test_an_empty_answer_offers_the_way_back(page: Read, tea_room: Site) -> None:
    held_at(tea_room, date(2025, 5, 1))
    assert "清除筛选" in page("/activities/?q=没有这样的")
    assert "没有找到“没有这样的”" in page("/search/?q=没有这样的")


def test_search_leads_staff_to_their_pages(page: Read, tea_room: Site, operator: User) -> None:
    held_at(tea_room, TODAY, "茶园故事会")
    assert f"/desk/places/{tea_room.pk}/" in page("/search/?q=茶园", operator)
    assert "/desk/" not in page("/search/?q=茶园")


@pytest.mark.parametrize("address", ["/", "/rooms/", "/activities/", "/search/?q=a", "/rooms/tea/"])
def test_english_pages_have_no_chinese_but_the_names(page: Read, address: str) -> None:
    site = make_site("Tea House", "tea", town="Tea Town")
    open_daily(site)
    Site.objects.update(longitude=120.7, latitude=30.7, setting="", address="1 High Street")
    held_at(site, date(2025, 5, 24), "A puppet play")
    held_at(site, date(2025, 5, 4), "A picture book")
    lent(site, date(2025, 3, 1), 700)
    text = page(address, language="en")
    text = text.replace("中文", "").replace('aria-hidden="true">书<', "")
    assert [char for char in text if "\u4e00" <= char <= "\u9fff"] == []


# One look each: what is asked of the database for a list, however long it is.
ROOMS_QUERIES, ACTIVITIES_QUERIES = 5, 7


@pytest.mark.parametrize(
    ("address", "queries"), [("/rooms/", ROOMS_QUERIES), ("/activities/", ACTIVITIES_QUERIES)]
)
def test_a_list_of_three_costs_as_much_as_a_list_of_one(
    client_as: ClientAs,
    tea_room: Site,
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    queries: int,
) -> None:
    open_daily(tea_room)
    held_at(tea_room, date(2025, 5, 1))
    client = client_as()
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)
    for number in range(2):
        site = make_site(f"第{number}书房", f"room-{number}", town=f"第{number}街道")
        open_daily(site)
        held_at(site, date(2025, 4, 2 + number))
    with django_assert_num_queries(queries):
        client.get(address)
