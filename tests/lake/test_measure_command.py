"""`shufang measure` prints figures for people and for programs."""

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from shufang.circulation.choices import Counted
from shufang.places.models import Site
from tests.factories import make_activity, make_count, state_count

pytestmark = pytest.mark.django_db
YEAR = ("--from", "2024-07-12", "--to", "2025-07-11")


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("measure", *arguments, stdout=out)
    return out.getvalue()


def as_json(*arguments: str) -> Any:
    return json.loads(printed(*arguments, "--json"))


@pytest.fixture
def two_activities(tea_room: Site, taiping: Site) -> None:
    state_count(make_activity(tea_room, date(2024, 8, 1), category="故事剧场"), sign_ins=12)
    make_activity(taiping, date(2025, 3, 1))


def test_json_of_a_total(two_activities: None) -> None:
    assert as_json("sign_ins", *YEAR, "--cutoff", "2025-05-31") == {
        "code": "sign_ins",
        "unit": "户次",
        "period": {"from": "2024-07-12", "to": "2025-07-11", "cutoff": "2025-05-31"},
        "rows": [],
        "total": {"value": 12, "missing": 1, "estimated": 0},
    }


def test_json_of_a_breakdown_has_names_and_a_year_is_a_number(two_activities: None) -> None:
    rows = as_json("sign_ins", *YEAR, "--by", "site, year,month")["rows"]
    assert {tuple(row.items()) for row in rows} == {
        tuple({"site": "太平智慧书房", "year": 2025, "month": "2025-03", "value": None,
               "missing": 1, "estimated": 0}.items()),
        tuple({"site": "茶园小学智慧书房", "year": 2024, "month": "2024-08", "value": 12,
               "missing": 0, "estimated": 0}.items()),
    }  # fmt: skip


def test_a_room_named_like_a_number_stays_text(tea_room: Site) -> None:
    Site.objects.filter(pk=tea_room.pk).update(name=str(tea_room.pk))
    make_activity(tea_room, date(2024, 8, 1))
    row = as_json("activities_held", *YEAR, "--by", "site")["rows"][0]
    assert row["site"] == str(tea_room.pk)


def test_a_table_for_people(two_activities: None) -> None:
    table = printed("activities_held", *YEAR, "--by", "category")
    assert "活动场次 Activities held · activities_held" in table
    lines = [line.split() for line in table.splitlines()]
    assert ["故事剧场", "1", "50.0%", "0", "0"] in lines
    assert ["合计", "2", "0", "0"] in lines


def test_the_rows_behind_a_cell_found_by_name_or_key(two_activities: None, taiping: Site) -> None:
    by_name = as_json("sign_ins", *YEAR, "--rows", "site=太平智慧书房", "month=2025-03")
    assert by_name["total"] == 1
    assert by_name["rows"][0]["site_name"] == "太平智慧书房"
    assert by_name["rows"][0]["day"] == "2025-03-01"
    assert as_json("sign_ins", *YEAR, "--rows", f"site={taiping.pk}", "year=2025") == by_name
    assert as_json("sign_ins", *YEAR, "--rows")["total"] == 2
    assert "1 / 2 行" in printed("sign_ins", *YEAR, "--rows", "--limit", "1")
    assert "故事剧场" in printed("sign_ins", *YEAR, "--rows", "category=Story theatre")


def test_the_rows_of_a_ratio(tea_room: Site) -> None:
    make_count(Counted.LOANS, tea_room, date(2024, 8, 1), 10)
    found = as_json("loans_per_visit", *YEAR, "--rows")
    assert found["rows"][0] | {"site": 0} == {
        "month": "2024-08-01", "site": 0, "site_name": tea_room.name,
        "site_name_en": tea_room.name, "loans": 10, "visits": None, "counted": False,
    }  # fmt: skip


def test_the_list_of_measures() -> None:
    assert "households_served" in printed("--list")
    listed = as_json("--list")
    assert {"code", "zh", "en", "unit", "definition_zh"} <= set(listed["measures"][0])
    assert {d["code"] for d in listed["dimensions"]} == {
        "category", "national_type", "site", "town", "month", "year", "source", "method",
        "grade", "stage", "way",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sign_inz", *YEAR), "没有叫做“sign_inz”的指标"),
        (("sign_ins", *YEAR, "--by", "colour"), "there is no dimension 'colour'"),
        (("loans", *YEAR, "--by", "category"), "loans 不能按 category 细分"),
        (("loans", "--from", "2024-13-01", "--to", "2025-01-01"), "不是日期"),
        (("loans", "--from", "2024-12-01"), "请写明 --to"),
        (("loans", "--from", "2024-12-01", "--to", "2024-11-01"), "早于"),
        (("loans", *YEAR, "--cutoff", "2024-01-01"), "no day would be counted"),
        (("loans", *YEAR, "--rows", "site=没有的书房"), "there is no room"),
        (("loans", *YEAR, "--rows", "month=tomorrow"), "there is no month"),
        (
            ("loans", *YEAR, "--rows", "category=主题活动"),
            "loans cannot be broken down by category",
        ),
        ((), "没有叫做“”的指标"),
    ],
)
def test_what_cannot_be_asked_is_said_in_both_languages(
    arguments: tuple[str, ...], said: str
) -> None:
    with pytest.raises(CommandError) as refusal:
        printed(*arguments)
    assert said in str(refusal.value)
    assert refusal.value.returncode == 1
    chinese, english = str(refusal.value).splitlines()
    assert any("\u4e00" <= character <= "\u9fff" for character in chinese)
    assert any(word.isascii() and word.isalpha() for word in english.split())
