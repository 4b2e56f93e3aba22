"""The rows behind a figure are those it was counted from."""

from datetime import date

import pytest

from shufang.circulation.choices import Counted
from shufang.lake import ask, rows_behind
from shufang.places.models import Site
from shufang.shared.period import Period
from tests.factories import make_activity, make_count, state_count

pytestmark = pytest.mark.django_db
YEAR = Period(date(2024, 7, 12), date(2025, 7, 11))


def test_rows_carry_ids_and_names(tea_room: Site, taiping: Site) -> None:
    activity = make_activity(tea_room, date(2024, 8, 1), category="故事剧场")
    state_count(activity, sign_ins=12, attendees=30)
    make_activity(taiping, date(2024, 8, 2))
    found = rows_behind("sign_ins", YEAR, {"site": tea_room.pk})
    assert found.total == 1
    row = found.rows[0]
    assert (row["activity"], row["site"], row["households"]) == (activity.pk, tea_room.pk, 12)
    assert (row["site_name"], row["category_name"]) == (tea_room.name, "故事剧场")
    assert (row["category_name_en"], row["national_type_name"]) == ("Story theatre", "其他")
    assert {column.code for column in found.columns} <= set(row)


def test_rows_whose_value_is_missing_are_listed_too(tea_room: Site) -> None:
    state_count(make_activity(tea_room, date(2024, 8, 1)), sign_ins=12)
    make_activity(tea_room, date(2024, 8, 2))
    rows = rows_behind("sign_ins", YEAR, {}).rows
    assert [row["households"] for row in rows] == [12, None]


def test_pages_follow_each_other_in_the_order_of_days(tea_room: Site) -> None:
    for day in range(1, 8):
        make_activity(tea_room, date(2024, 8, day))
    pages = [rows_behind("activities_held", YEAR, {}, limit=3, offset=at) for at in (0, 3, 6)]
    assert [page.total for page in pages] == [7, 7, 7]
    assert [row["day"].day for page in pages for row in page.rows] == [1, 2, 3, 4, 5, 6, 7]
    assert len(rows_behind("activities_held", YEAR, {}, limit=None).rows) == 7


def test_a_month_that_the_period_cuts_is_shown_as_an_estimate(tea_room: Site) -> None:
    make_count(Counted.LOANS, tea_room, date(2024, 7, 1), 10)
    make_count(Counted.LOANS, tea_room, date(2024, 8, 1), 20)
    rows = rows_behind("loans", YEAR, {}).rows
    assert [(row["value"], row["estimated"]) for row in rows] == [(10, True), (20, False)]


def test_names_and_units_speak_the_language_of_the_page(tea_room: Site) -> None:
    from django.utils import translation

    make_activity(tea_room, date(2024, 8, 1), category="故事剧场")
    row = ask("activities_held", YEAR, by=("category",)).rows[0]
    with translation.override("en"):
        assert row.labels == ("Story theatre",)
    with translation.override("zh-hans"):
        assert row.labels == ("故事剧场",)
