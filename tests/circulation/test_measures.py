"""What loans, visits and new cards count, and what they do not."""

from datetime import date

import pytest

from shufang.circulation.choices import Counted, Method, Span
from shufang.lake import ask, rows_behind
from shufang.places.models import Site
from shufang.shared.period import Period
from tests.factories import make_count, make_site

pytestmark = pytest.mark.django_db
YEAR = Period(date(2024, 7, 12), date(2025, 7, 11))
JULY, AUGUST = date(2024, 7, 1), date(2024, 8, 1)


def test_what_nobody_counted_is_not_known() -> None:
    assert ask("loans", YEAR).total.value is None


def test_a_month_lies_on_its_16th_and_is_an_estimate_where_the_period_cuts_it(
    tea_room: Site,
) -> None:
    make_count(Counted.LOANS, tea_room, JULY, 100)
    make_count(Counted.LOANS, tea_room, AUGUST, 10)
    make_count(Counted.LOANS, tea_room, date(2025, 7, 1), 1000)
    total = ask("loans", YEAR).total
    assert (total.value, total.missing, total.estimated) == (110, 0, 1)
    whole = ask("loans", Period(JULY, date(2024, 8, 31))).total
    assert (whole.value, whole.estimated) == (110, 0)
    cut_off = ask("loans", Period(JULY, date(2024, 8, 31), date(2024, 8, 20))).total
    assert (cut_off.value, cut_off.estimated) == (110, 1)
    assert ask("loans", Period(JULY, date(2024, 8, 31), date(2024, 8, 15))).total.value == 100


def test_a_days_count_is_never_cut(tea_room: Site) -> None:
    make_count(Counted.VISITS, tea_room, date(2024, 7, 12), 7, span=Span.DAY)
    make_count(Counted.VISITS, tea_room, date(2024, 7, 11), 900, span=Span.DAY)
    total = ask("visits", YEAR).total
    assert (total.value, total.estimated) == (7, 0)


def test_an_estimate_says_so_and_a_missing_count_is_no_estimate(tea_room: Site) -> None:
    make_count(Counted.VISITS, tea_room, AUGUST, 300, method=Method.ESTIMATE)
    make_count(Counted.VISITS, tea_room, date(2024, 9, 1), 40, estimated=True)
    make_count(Counted.VISITS, tea_room, JULY, None)
    total = ask("visits", YEAR).total
    assert (total.value, total.missing, total.estimated) == (340, 1, 2)


def test_by_method_in_words(tea_room: Site) -> None:
    make_count(Counted.VISITS, tea_room, AUGUST, 300, method=Method.GATE)
    make_count(Counted.VISITS, tea_room, JULY, 40)
    rows = ask("visits", YEAR, by=("method",)).rows
    assert [(row.names, row.value) for row in rows] == [(("门禁",), 300), (("未注明",), 40)]
    assert ask("visits", YEAR, where={"method": "gate"}).total.value == 300


def test_loans_per_visit_leaves_out_rooms_and_months_that_lack_one(tea_room: Site) -> None:
    other = make_site()
    make_count(Counted.LOANS, tea_room, JULY, 10)
    make_count(Counted.VISITS, tea_room, JULY, 40)
    make_count(Counted.LOANS, tea_room, AUGUST, 999)
    make_count(Counted.VISITS, tea_room, AUGUST, None)
    make_count(Counted.LOANS, other, AUGUST, 20)
    make_count(Counted.VISITS, other, AUGUST, 40)
    make_count(Counted.VISITS, other, JULY, 5000)
    answer = ask("loans_per_visit", YEAR, by=("site",))
    total = answer.total
    assert (total.value, total.missing, total.estimated) == (30 / 80, 2, 1)
    assert {row.keys[0]: row.value for row in answer.rows} == {tea_room.pk: 0.25, other.pk: 0.5}
    assert [row.share for row in answer.rows] == [None, None]
    behind = rows_behind("loans_per_visit", YEAR, {"site": tea_room.pk})
    assert [(row["loans"], row["visits"], row["counted"]) for row in behind.rows] == [
        (10, 40, True),
        (999, None, False),
    ]


def test_loans_per_visit_of_a_room_with_no_visits_is_not_known(tea_room: Site) -> None:
    make_count(Counted.LOANS, tea_room, JULY, 10)
    make_count(Counted.VISITS, tea_room, JULY, 0)
    assert ask("loans_per_visit", YEAR).total.value is None


def test_loans_of_daily_and_monthly_rooms_add_up_by_month(tea_room: Site) -> None:
    daily = make_site()
    make_count(Counted.LOANS, tea_room, AUGUST, 100)
    for day in (1, 16, 31):
        make_count(Counted.LOANS, daily, date(2024, 8, day), 2, span=Span.DAY)
    assert [row.value for row in ask("loans", YEAR, by=("month",)).rows] == [106]
