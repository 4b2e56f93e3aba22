"""Programs ask for figures, those of a room for its own only."""

import json
from datetime import date

import pytest
from django.core.cache import cache

from shufang.places.models import Site
from shufang.shared.roles import Role
from tests.factories import make_activity, state_count
from tests.factories.programs import Program, program

pytestmark = pytest.mark.django_db(transaction=True)
YEAR = {"from": "2025-01-01", "to": "2025-12-31"}


@pytest.fixture(autouse=True)
def _two_rooms(tea_room: Site, taiping: Site) -> None:
    cache.clear()
    state_count(make_activity(tea_room, date(2025, 3, 8)), sign_ins=10)
    state_count(make_activity(taiping, date(2025, 3, 9)), sign_ins=777)


def test_a_figure_and_its_parts() -> None:
    ask = program(Role.AUDITOR)
    found = ask.get("measures/sign_ins", **YEAR).json()
    assert found["total"]["value"] == 787
    by_room = ask.get("measures/sign_ins", **YEAR, by="site").json()
    assert {row["site"]: row["value"] for row in by_room["rows"]} == {
        "茶园小学智慧书房": 10,
        "太平智慧书房": 777,
    }
    by_year = ask.get("measures/sign_ins", **YEAR, by="year").json()
    assert [(row["year"], row["value"]) for row in by_year["rows"]] == [(2025, 787)]
    assert found["period"] == {**YEAR, "cutoff": "2025-12-31"}


def test_a_room_s_program_is_answered_for_its_room(tea_room: Site) -> None:
    ask = program(Role.SITE_STAFF, site=tea_room)
    for by in ([], ["site"], ["town"], ["month", "site"]):
        answer = ask.get("measures/sign_ins", **YEAR, by=by)
        text = json.dumps(answer.json(), ensure_ascii=False)
        assert answer.json()["total"]["value"] == 10
        assert "777" not in text
        assert "太平" not in text


def test_every_figure_can_be_asked(tea_room: Site) -> None:
    everywhere, room = program(Role.LIBRARY), program(Role.SITE_STAFF, site=tea_room)
    codes = [each["code"] for each in everywhere.get("measures").json()]
    assert "sign_ins" in codes
    for code in codes:
        assert everywhere.get(f"measures/{code}", **YEAR).status_code == 200, code
        assert room.get(f"measures/{code}", **YEAR).status_code in (200, 404), code


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 422),
        ({"from": "0001-01-01", "to": "9999-12-31"}, 422),
        ({**YEAR, "by": "nothing"}, 404),
        ({**YEAR, "by": ["site", "town", "month", "year"]}, 422),
    ],
)
def test_what_can_t_be_answered_is_said(query: dict[str, object], status: int) -> None:
    answer = program(Role.AUDITOR).get("measures/sign_ins", **query)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("query", "zh", "en"),
    [
        ({"from": "2025-12-31", "to": "2025-01-01"}, "不能早于", "before"),
        ({"from": "1901-01-01", "to": "2025-01-01"}, "十年", "ten years"),
    ],
)
def test_a_period_that_is_none_is_said_in_words(query: dict[str, str], zh: str, en: str) -> None:
    for language, words in (("zh", zh), ("en", en)):
        answer = program(Role.AUDITOR, language=language).get("measures/sign_ins", **query)
        assert (answer.status_code, answer.json()["code"]) == (422, "period")
        assert words in answer.json()["detail"]


def test_an_unknown_figure_is_said_in_the_program_s_language() -> None:
    for language, word in (("zh-CN", "没有"), ("en", "no ")):
        answer = program(Role.AUDITOR, language=language).get("measures/magic", **YEAR)
        assert answer.status_code == 404
        assert word in answer.json()["detail"]


def test_strangers_are_told_nothing() -> None:
    assert Program().get("measures").status_code == 401
    assert Program().get("measures/sign_ins", **YEAR).status_code == 401
