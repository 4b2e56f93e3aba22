"""The period picker: years by kind, free days with a cut-off, and what contradicts itself."""

from datetime import date

import pytest
import time_machine
from django.test import RequestFactory

from shufang.insight.web.period import Chosen, chosen
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.period import Period
from tests.cast import ClientAs
from tests.factories import make_activity

pytestmark = [pytest.mark.django_db]


def asked(query: str = "") -> Chosen:
    return chosen(RequestFactory().get(f"/desk/?{query}"))


def test_without_data_it_is_the_running_contract_year() -> None:
    with time_machine.travel("2026-03-02", tick=False):
        found = asked()
    assert found.period == Period(date(2025, 7, 12), date(2026, 7, 11), date(2026, 3, 2))
    assert (found.kind, found.later) == ("contract", "")


def test_with_data_it_is_their_contract_year_cut_off_where_they_end(tea_room: Site) -> None:
    make_activity(tea_room, date(2025, 3, 8))
    found = asked()
    assert found.period == Period(date(2024, 7, 12), date(2025, 7, 11), date(2025, 3, 31))
    assert found.query == "from=2024-07-12&to=2025-07-11&cutoff=2025-03-31"
    kinds = {kind: query for kind, _name, query in found.kinds}
    assert kinds["calendar"] == "from=2025-01-01&to=2025-12-31&cutoff=2025-03-31"
    assert kinds["school"] == "from=2024-09-01&to=2025-08-31&cutoff=2025-03-31"


def test_a_year_that_has_just_begun_is_not_what_the_page_opens_with(tea_room: Site) -> None:
    for day in (date(2024, 9, 3), date(2025, 1, 10), date(2025, 3, 8)):
        make_activity(tea_room, day)
    with time_machine.travel("2025-09-20", tick=False):
        usual = asked()
        for day in (date(2025, 7, 30), date(2025, 8, 9)):
            make_activity(tea_room, day)
        found = asked()
        assert (found.period, found.query) == (usual.period, usual.query)
        assert found.begun_query == "from=2025-07-12&to=2026-07-11&cutoff=2025-08-31"
        assert asked(found.query).begun is None  # who asks for a year isn't sent to another
        make_activity(tea_room, date(2025, 9, 6))
        found = asked()
        assert found.period == Period(date(2025, 7, 12), date(2026, 7, 11), date(2025, 9, 20))
        assert found.begun is None


def test_an_earlier_year_is_cut_off_only_where_more_than_a_month_lacks(tea_room: Site) -> None:
    for day in (date(2024, 6, 20), date(2025, 3, 8), date(2025, 8, 9)):
        make_activity(tea_room, day)
    assert asked("from=2022-07-12&to=2023-07-11").later.endswith("cutoff=2024-07-11")
    kinds = {kind: query for kind, _name, query in asked("from=2025-01-01&to=2025-04-30").kinds}
    assert kinds["contract"] == "from=2024-07-12&to=2025-07-11&cutoff=2025-03-31"


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        ("from=2024-07-12&to=2025-07-11", "contract"),
        ("from=2024-01-01&to=2024-12-31", "calendar"),
        ("from=2024-09-01&to=2025-08-31&cutoff=2025-01-31", "school"),
        ("from=2024-09-01&to=2025-08-30", "free"),
    ],
)
def test_the_days_say_which_sort_of_year_it_is(days: str, kind: str) -> None:
    found = asked(days)
    assert (found.kind, found.error) == (kind, "")


def test_earlier_and_later_go_by_the_same_kind(tea_room: Site) -> None:
    make_activity(tea_room, date(2025, 3, 8))
    found = asked("from=2023-07-12&to=2024-07-11")
    assert found.earlier == "from=2022-07-12&to=2023-07-11&cutoff=2023-07-11"
    assert found.later == "from=2024-07-12&to=2025-07-11&cutoff=2025-03-31"
    free = asked("from=2025-02-01&to=2025-02-10")
    assert free.later == "from=2025-02-11&to=2025-02-20&cutoff=2025-02-20"
    assert asked("from=2025-04-01&to=2025-04-30").later == ""
    assert asked("from=1990-01-01&to=1990-12-31").earlier == ""


@pytest.mark.parametrize(
    "query",
    [
        "from=2025-07-11&to=2024-07-12", "from=2024-07-12", "to=2024-07-12", "from=x&to=y",
        "from=2024-07-12&to=2025-07-11&cutoff=2024-01-01", "from=0001-01-01&to=9999-12-31",
        "from=1989-12-31&to=1990-12-30", "from=2024-07-12&to=2025-07-11&cutoff=zz", "from=&to=",
        "from=2000-01-01&to=2020-01-01", "from=2024-02-30&to=2024-03-01",
    ],
)  # fmt: skip
def test_what_contradicts_itself_falls_back_and_says_so(
    client_as: ClientAs, auditor: User, tea_room: Site, query: str
) -> None:
    make_activity(tea_room, date(2025, 3, 8))
    found = asked(query)
    assert found.error
    assert found.period.start == date(2024, 7, 12)
    for path in ("", "figures/loans/", "figures/sign_ins/rows/", "figures/sign_ins/by/site/"):
        page = client_as(auditor).get(f"/desk/{path}?{query}")
        assert page.status_code == 200
        assert "已改用合同年度" in page.content.decode()
    answer = client_as(auditor).get(f"/desk/figures/table/table-1.csv?{query}", follow=True)
    assert "已改用合同年度" in answer.content.decode()


def test_a_cut_off_in_the_address_holds(tea_room: Site) -> None:
    make_activity(tea_room, date(2025, 3, 8))
    found = asked("from=2024-07-12&to=2025-07-11&cutoff=2025-01-31")
    assert found.period.last == date(2025, 1, 31)
    assert "cutoff=2025-01-31" in found.query
