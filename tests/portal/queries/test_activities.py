"""What readers find among the activities."""

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from shufang.activities.choices import State
from shufang.places.models import Site
from shufang.portal.queries.activities import Asked, by_month, coming, held, public_activities
from shufang.portal.queries.search import search
from tests.factories.planned import plan_ahead
from tests.portal.making import held_at

TODAY = date(2025, 5, 20)


def titles(found: object) -> list[str]:
    return [activity.title for activity in found]  # type: ignore[attr-defined]


def test_today_is_still_to_come_and_cancelled_ones_say_so(tea_room: Site) -> None:
    held_at(tea_room, date(2025, 5, 21), "明天")
    held_at(tea_room, date(2025, 5, 22), "取消了", state=State.CANCELLED)
    held_at(tea_room, TODAY, "今天")
    held_at(tea_room, date(2025, 5, 19), "昨天")
    assert titles(coming(public_activities(), TODAY)) == ["今天", "明天", "取消了"]


@time_machine.travel("2026-11-21 15:00+08:00", tick=False)
def test_what_ended_this_morning_is_over_and_what_goes_on_is_not(tea_room: Site) -> None:
    now = timezone.localtime()
    for title, start, state in (
        ("上午办了", 10, State.HELD),
        ("上午取消", 10, State.CANCELLED),
        ("正在办", 14, State.HELD),
    ):
        plan_ahead(tea_room, starts=now.replace(hour=start), minutes=90, title=title, state=state)
    assert titles(coming(public_activities())) == ["正在办"]
    assert titles(held(public_activities())) == ["上午办了"]


def test_what_was_cancelled_was_not_held(tea_room: Site) -> None:
    held_at(tea_room, date(2025, 5, 1), "办了")
    held_at(tea_room, date(2025, 5, 2), "没办", state=State.CANCELLED)
    assert titles(held(public_activities(), TODAY)) == ["办了"]


@pytest.mark.parametrize("part", ["words", "category", "town", "site", "month", "words by room"])
def test_each_part_of_the_filter_keeps_what_fits(part: str, tea_room: Site, taiping: Site) -> None:
    wanted = held_at(tea_room, date(2025, 3, 31), "皮影戏《小羊过桥》")
    other = held_at(taiping, date(2025, 4, 1), "银龄读报会")
    other.category_id = wanted.category_id + 1
    other.save()
    asked = {
        "words": Asked(words="皮影"),
        "words by room": Asked(words="茶园"),
        "category": Asked(category=wanted.category_id),
        "town": Asked(town=tea_room.town_id),
        "site": Asked(site=tea_room.pk),
        "month": Asked(month=date(2025, 3, 1)),
    }[part]
    assert titles(public_activities(asked)) == ["皮影戏《小羊过桥》"]


def test_months_are_headings_in_the_order_of_the_list(tea_room: Site) -> None:
    for day in (date(2025, 3, 1), date(2025, 3, 9), date(2025, 4, 2)):
        held_at(tea_room, day)
    months = by_month(held(public_activities(), TODAY))
    assert [(m.first, len(m.activities)) for m in months] == [
        (date(2025, 4, 1), 1),
        (date(2025, 3, 1), 2),
    ]


def test_rooms_are_found_by_alias_and_by_any_spelling(tea_room: Site, taiping: Site) -> None:
    tea_room.aliases.create(name="茶小店", plain="茶小店")
    for words in ("茶园 小学书房", "茶小店", "茶园街道", "茶园小学智慧书房"):
        assert search(words).rooms == [tea_room], words


def test_rooms_out_of_use_are_not_found(tea_room: Site) -> None:
    Site.objects.update(active=False)
    assert search("茶园").rooms == []


@pytest.mark.parametrize("words", ["", "   ", "%", "智慧"])
def test_words_that_say_nothing_do_no_harm(words: str, tea_room: Site) -> None:
    found = search(words)
    assert found.is_empty or found.rooms == [tea_room]


def test_a_leader_is_not_found_by_readers(tea_room: Site) -> None:
    held_at(tea_room, TODAY)
    assert search("陈老师").is_empty
