"""A series goes on beyond its end by its own rule, and may keep to the school year."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from shufang.activities.actions.planning.change_series import change_series
from shufang.activities.actions.planning.dates_of_series import Repair, SeriesError
from shufang.activities.actions.planning.draft import draft_of
from shufang.activities.actions.planning.extend_series import extend_series
from shufang.activities.actions.planning.plan_series import plan_series
from shufang.activities.actions.planning.scopes import LATER
from shufang.activities.actions.planning.terms import remove_term, save_term
from shufang.activities.choices import Audience, Season, State
from shufang.activities.models import Activity, DayOff, SchoolTerm, Series
from shufang.activities.queries.planning.dates import MOST, Repeat, in_words
from shufang.activities.queries.planning.days_off import school_note
from shufang.people.models import User
from shufang.places.models import Site
from tests.factories.drafts import make_draft, plan

pytestmark = pytest.mark.django_db
FIRST = date(2030, 9, 7)  # a Saturday


@pytest.fixture(autouse=True)
def _in_august() -> Iterator[None]:
    with time_machine.travel(datetime(2030, 8, 20, 1, tzinfo=timezone.get_fixed_timezone(480))):
        yield


def make(operator: User, room: Site, repeat: Repeat | None = None, **fields: object) -> Series:
    draft = make_draft(room, day=FIRST, **fields)
    repeat = repeat or Repeat("week", (), FIRST, date(2030, 9, 21))
    return plan_series(actor=operator, draft=draft, repeat=repeat, repairs={})


def days(series: Series) -> list[date]:
    return sorted(series.dates.values_list("day", flat=True))


def go_on(operator: User, series: Series, last: date) -> list[Activity]:
    return extend_series(actor=operator, series=series, last=last, repairs={})


def test_it_goes_on_by_the_same_rule_without_days_off(operator: User, tea_room: Site) -> None:
    DayOff.objects.create(day=date(2030, 10, 5), name="国庆节", works=False)
    series = make(operator, tea_room)
    made = go_on(operator, series, date(2030, 10, 12))
    assert [each.day for each in made] == [date(2030, 9, 28), date(2030, 10, 12)]
    assert days(series) == [FIRST + timedelta(days=7 * n) for n in (0, 1, 2, 3, 5)]
    series.refresh_from_db()
    assert series.last_day == date(2030, 10, 12)
    assert [row["day"] for row in series.skipped] == ["2030-10-05"]
    assert {each.state for each in made} == {State.DRAFT}


def test_every_other_week_keeps_its_beat(operator: User, tea_room: Site) -> None:
    series = make(operator, tea_room, Repeat("fortnight", (), FIRST, date(2030, 10, 1)))
    go_on(operator, series, date(2030, 10, 31))
    assert days(series) == [FIRST + timedelta(days=14 * n) for n in range(4)]


def test_it_goes_on_as_its_latest_date_is_by_now(operator: User, tea_room: Site) -> None:
    """Moved to Sundays at two and renamed from the second date on: so are the new ones."""
    series = make(operator, tea_room)
    second = series.dates.get(day=date(2030, 9, 14))
    draft = draft_of(second)
    things = [{"name": "纸", "quantity": "20 张", "who": "", "ready": True}]
    changed = replace(
        draft, title="周日皮影", day=date(2030, 9, 15), starts=time(14), ends=time(15),
        plan={**draft.plan, "materials": things},
    )  # fmt: skip
    change_series(actor=operator, activity=second, draft=changed, scope=LATER)
    series.refresh_from_db()
    (made,) = go_on(operator, series, date(2030, 9, 30))
    assert (made.day, made.title) == (date(2030, 9, 29), "周日皮影")
    assert draft_of(made).starts == time(14)
    assert [row["ready"] for row in made.plan.materials] == [False]
    assert in_words(series.rule) == "每周日"


def test_a_date_in_somebodys_way_refuses_all_unless_repaired(
    operator: User, tea_room: Site
) -> None:
    series = make(operator, tea_room)
    plan(operator, tea_room, day=date(2030, 9, 28), title="换书集市")
    with pytest.raises(SeriesError, match="换书集市"):
        go_on(operator, series, date(2030, 10, 12))
    assert len(days(series)) == 3
    skip = {date(2030, 9, 28): Repair(skip=True)}
    extend_series(actor=operator, series=series, last=date(2030, 10, 12), repairs=skip)
    assert date(2030, 9, 28) not in days(series)
    assert len(days(series)) == 5


def test_it_goes_forward_and_not_too_far(operator: User, tea_room: Site) -> None:
    series = make(operator, tea_room)
    for last in (date(2030, 9, 21), date(2029, 1, 1), date(2032, 9, 21), date(2030, 9, 25)):
        with pytest.raises(ValidationError):
            go_on(operator, series, last)
    assert len(days(series)) == 3


def test_days_that_have_passed_meanwhile_are_not_planned(operator: User, tea_room: Site) -> None:
    series = make(operator, tea_room)
    with time_machine.travel(datetime(2030, 10, 6, 1, tzinfo=timezone.get_fixed_timezone(480))):
        made = go_on(operator, series, date(2030, 10, 19))
    assert [each.day for each in made] == [date(2030, 10, 12), date(2030, 10, 19)]


def test_more_dates_than_a_series_holds_are_told_and_not_cut_off(
    operator: User, tea_room: Site
) -> None:
    every_day = Repeat("week", tuple(range(7)), FIRST, FIRST + timedelta(days=MOST + 20))
    with pytest.raises(ValidationError, match="最多 120 场"):
        make(operator, tea_room, every_day, starts=time(14), ends=time(15))
    assert not Activity.objects.exists()


def test_a_series_does_not_begin_in_the_past_or_end_before_it_begins(
    operator: User, tea_room: Site
) -> None:
    past = Repeat("week", (), date(2030, 8, 3), date(2030, 9, 30))
    for draft, repeat in (
        (make_draft(tea_room, day=past.first), past),
        (make_draft(tea_room, day=FIRST, ends=time(9)), Repeat("week", (), FIRST, FIRST)),
    ):
        with pytest.raises(ValidationError):
            plan_series(actor=operator, draft=draft, repeat=repeat, repairs={})
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=WEEKLY;BYDAY=SA,SU", "每周六、周日"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "每两周的周一"),
        ("FREQ=MONTHLY;BYDAY=2WE", "每月第 2 个周三"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "每月最后一个周五"),
    ],
)
def test_rules_read_in_words(rule: str, said: str) -> None:
    assert in_words(rule) == said


class TestSchoolYear:
    @pytest.fixture(autouse=True)
    def terms(self, library: User) -> list[SchoolTerm]:
        return [
            save_term(actor=library, row=None, name=name, first_day=first, last_day=last)
            for name, first, last in (
                ("秋季学期", date(2030, 9, 2), date(2031, 1, 17)),
                ("春季学期", date(2031, 2, 17), date(2031, 6, 27)),
            )
        ]

    def test_a_series_keeps_to_the_term(self, operator: User, tea_room: Site) -> None:
        rule = Repeat("week", (), date(2031, 1, 11), date(2031, 2, 28), season=Season.TERM)
        series = make(operator, tea_room, rule)
        assert days(series) == [date(2031, 1, 11), date(2031, 2, 22)]
        assert {row["why"] for row in series.skipped} == {"不在学期里"}
        go_on(operator, series, date(2031, 7, 31))
        assert days(series)[-1] == date(2031, 6, 21)  # and none in the summer nobody entered

    def test_or_to_the_holidays_between_two_terms(self, operator: User, tea_room: Site) -> None:
        rule = Repeat("week", (), date(2031, 1, 11), date(2031, 7, 31), season=Season.BREAK)
        series = make(operator, tea_room, rule)
        assert days(series) == [date(2031, 1, 18) + timedelta(days=7 * n) for n in range(5)]
        assert {row["why"] for row in series.skipped} == {"秋季学期", "春季学期", "不在寒暑假里"}

    def test_school_hours_are_known_in_term_and_none_in_the_holidays(self) -> None:
        in_term, in_winter = date(2030, 9, 4), date(2031, 1, 22)  # both a Wednesday
        assert "寒假" not in school_note(Audience.CHILDREN, in_term, time(10))
        assert school_note(Audience.CHILDREN, in_term, time(10))
        assert not school_note(Audience.CHILDREN, in_winter, time(10))

    def test_a_term_that_can_t_be_is_refused(self, library: User, terms: list[SchoolTerm]) -> None:
        for first, last in (
            (date(2031, 6, 1), date(2031, 8, 1)),  # over another
            (date(2032, 6, 1), date(2032, 5, 1)),
            (date(2032, 1, 1), date(2033, 1, 1)),
        ):
            with pytest.raises(ValidationError):
                save_term(actor=library, row=None, name="错", first_day=first, last_day=last)
        remove_term(actor=library, row=terms[1])
        assert list(SchoolTerm.objects.values_list("name", flat=True)) == ["秋季学期"]


class TestBeside:
    def test_the_corner_moves_along(self, operator: User, tea_room: Site) -> None:
        children = plan(operator, tea_room, title="皮影", day=FIRST)
        parents = plan(
            operator, tea_room, title="家长成长角", day=FIRST, beside=children,
            starts=time(10, 15), ends=time(11),
        )  # fmt: skip
        draft = replace(draft_of(children), day=date(2030, 9, 8), starts=time(14), ends=time(15))
        change_series(actor=operator, activity=children, draft=draft, scope="one")
        parents.refresh_from_db()
        moved = draft_of(parents)
        assert (moved.day, moved.starts, moved.ends) == (date(2030, 9, 8), time(14, 15), time(15))
        assert parents.beside == children

    def test_what_is_held_together_is_held_on_the_same_day(
        self, operator: User, tea_room: Site
    ) -> None:
        children = plan(operator, tea_room, title="皮影", day=FIRST)
        with pytest.raises(ValidationError, match="另一天"):
            plan(operator, tea_room, day=FIRST + timedelta(days=1), beside=children)

    def test_of_a_series_only_the_date_of_that_day_is_beside(
        self, operator: User, tea_room: Site
    ) -> None:
        children = plan(operator, tea_room, title="皮影", day=FIRST)
        series = make(operator, tea_room, title="家长成长角", beside=children)
        beside = {each.day: each.beside for each in series.dates.all()}
        assert beside.pop(FIRST) == children
        assert set(beside.values()) == {None}
