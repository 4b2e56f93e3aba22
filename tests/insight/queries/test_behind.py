"""What a figure opens to: the rows that make it, each once, and the different ones told apart."""

from datetime import date
from itertools import chain

import pytest

from shufang.insight.queries.behind import Behind, behind
from shufang.lake import ask
from shufang.places.models import Site
from shufang.shared.period import Period
from tests.cast import make_family
from tests.factories import make_activity, state_count
from tests.factories.came import check_in

pytestmark = pytest.mark.django_db
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
ROWS, FAMILIES = 90, 6


@pytest.fixture
def season(tea_room: Site) -> None:
    """Six families at every activity, all of them new to the first; one ledger with totals only."""
    families = [make_family(f"{n}家", f"1380000000{n}") for n in range(FAMILIES)]
    for number in range(ROWS // FAMILIES):
        activity = make_activity(tea_room, date(2025, 3, 1 + number))
        for family in families:
            check_in(activity, household=family, first_time=number == 0)
    state_count(make_activity(tea_room, date(2025, 2, 1)), sign_ins=12)


def column(found: Behind, name: str) -> list[object]:
    place = [heading.heading for heading in found.headings].index(name)
    return [row.cells[place] for row in found.rows]


def test_a_first_time_opens_to_the_sign_ins_that_were_first_and_to_what_is_not_known(
    season: None,
) -> None:
    found = behind("first_time_households", YEAR, {}, limit=50)
    assert ask("first_time_households", YEAR).total.value == FAMILIES
    assert found.total == FAMILIES + 1
    assert column(found, "第一次来") == ["是"] * FAMILIES + [None]


def test_different_households_are_numbered_over_all_pages(season: None) -> None:
    pages = [behind("households_served", YEAR, {}, limit=50, offset=at) for at in (0, 50)]
    numbers = list(chain(*(column(page, "第几户") for page in pages)))
    assert numbers[-1] is None  # the ledger, which can't tell, stands last
    assert sorted(set(numbers[:-1])) == list(range(1, FAMILIES + 1))  # type: ignore[type-var]
    assert all(numbers.count(n) == ROWS // FAMILIES for n in range(1, FAMILIES + 1))


def test_other_figures_do_not_tell_families_apart(season: None) -> None:
    headings = [each.heading for each in behind("sign_ins", YEAR, {}, limit=5).headings]
    assert "第几户" not in headings
