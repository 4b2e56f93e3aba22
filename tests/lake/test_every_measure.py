"""Every measure by every dimension and pair of dimensions, over an empty and a small lake."""

from datetime import date
from itertools import combinations

import pytest

from shufang.activities.choices import Grade, Stage
from shufang.activities.models import Activity
from shufang.circulation.choices import Counted, Method
from shufang.lake import Answer, ask, ask_many, registry, rows_behind
from shufang.lake.answers import Question
from shufang.people.models import Household
from shufang.places.models import Site
from shufang.shared.period import Period
from tests.cast import make_family
from tests.factories import make_activity, make_count, make_report, state_count
from tests.factories.came import answered, check_in, registered

pytestmark = pytest.mark.django_db
YEAR = Period(date(2024, 7, 12), date(2025, 7, 11))
CODES = [measure.code for measure in registry.measures()]


def breakdowns(code: str) -> list[tuple[str, ...]]:
    names = [d.code for d in registry.dimensions() if d.code in registry.measure(code).dimensions]
    return [(), *((name,) for name in names), *combinations(names, 2)]


def answers(code: str) -> list[Answer]:
    return [ask(code, YEAR, by) for by in breakdowns(code)]


@pytest.fixture
def small_city(tea_room: Site, taiping: Site) -> None:
    for number, site in enumerate((tea_room, taiping, tea_room), start=1):
        activity = make_activity(site, date(2024, 8 + number, number))
        make_report(activity)
        state_count(activity, sign_ins=number, attendees=3 * number, estimated=number == 1)
        for counted in Counted:
            month = date(2024, 8 + number, 1)
            make_count(counted, site, month, 10 * number, method=Method.SYSTEM)
    family = make_family("张家", "13800000001")
    for day, site in ((date(2024, 9, 7), tea_room), (date(2024, 10, 5), taiping)):
        _with_names(make_activity(site, day), family)


def _with_names(activity: Activity, family: Household) -> None:
    """An activity of two sign-ins, one by a family that is new, and a party at every stage."""
    check_in(activity, household=family, first_time=True)
    check_in(activity, grade=Grade.B, children=2)
    for stage in Stage:
        registered(activity, stage)
    answered(activity, 5, 5, 3)


@pytest.mark.parametrize("code", CODES)
def test_over_an_empty_lake(code: str) -> None:
    for answer in answers(code):
        assert answer.rows == ()
        assert answer.total.value in (0, None)


@pytest.mark.parametrize("code", CODES)
def test_over_a_small_lake(code: str, small_city: None) -> None:
    measure, first = registry.measure(code), ask(code, YEAR).total
    for answer in answers(code):
        assert answer.total == first, answer.by
        assert bool(answer.rows) == bool(answer.by)
        for row in answer.rows:
            assert len(row.keys) == len(row.names) == len(row.names_en) == len(answer.by)
            assert all(row.names)
            cell = dict(zip(answer.by, row.keys, strict=True))
            assert ask(code, YEAR, where=cell).total.value == row.value
            # A rate of 0 % has rows, a count of 0 has none.
            behind = rows_behind(code, YEAR, cell).total
            assert behind or row.value == 0
            assert not (behind and row.value == 0 and measure.additive)
        if measure.additive and answer.rows and first.value is not None:
            assert sum(row.value or 0 for row in answer.rows) == first.value
            assert sum(row.share or 0 for row in answer.rows) == pytest.approx(1)


def test_many_at_once_are_answered_as_one_by_one(small_city: None) -> None:
    questions = [Question.of(code, YEAR, by) for code in CODES for by in (("site",), (), ("site",))]
    assert ask_many(questions) == [ask(q.code, q.period, q.by) for q in questions]


def test_every_measure_says_what_it_counts_in_both_languages() -> None:
    for measure in registry.measures():
        assert measure.zh != measure.en
        assert min(len(measure.definition_zh), len(measure.definition_en) / 3) > 15
        assert measure.unit
        assert measure.unit_en.isascii()
