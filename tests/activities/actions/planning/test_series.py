"""A series by rule: no date on a day off, dates held never change, what was left out comes back."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shufang.activities.actions.planning.add_date import add_date
from shufang.activities.actions.planning.approve import submit_plan
from shufang.activities.actions.planning.call_off import call_off
from shufang.activities.actions.planning.change_series import change_series
from shufang.activities.actions.planning.dates_of_series import Repair, SeriesError
from shufang.activities.actions.planning.draft import draft_of
from shufang.activities.actions.planning.plan_series import plan_series
from shufang.activities.actions.planning.refusals import SlotError
from shufang.activities.actions.planning.scopes import SCOPES, changeable, for_each_date
from shufang.activities.choices import Grade, Method, State
from shufang.activities.models import Activity, CheckIn, DayOff, Series
from shufang.activities.queries.planning.dates import Repeat, occurrences
from shufang.people.models import User
from shufang.places.models import Hours, Site, Zone
from tests.factories.drafts import make_draft, plan
from tests.meanwhile import meanwhile

FIRST = date(2030, 9, 7)  # a Saturday
SLOW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(autouse=True)
def _in_august() -> Iterator[None]:
    with time_machine.travel(datetime(2030, 8, 20, 1, tzinfo=timezone.get_fixed_timezone(480))):
        yield


@pytest.fixture
def holidays(db: None) -> None:
    DayOff.objects.create(day=date(2030, 9, 14), name="中秋", works=False)
    DayOff.objects.create(day=date(2030, 9, 28), name="国庆节", works=True)


def weekly(last: date = date(2030, 10, 12), **changes: object) -> Repeat:
    return replace(Repeat("week", (), FIRST, last), **changes)  # type: ignore[arg-type]


def make(operator: User, room: Site, repeat: Repeat | None = None, **fields: object) -> Series:
    draft = make_draft(room, day=FIRST, **fields)
    return plan_series(actor=operator, draft=draft, repeat=repeat or weekly(), repairs={})


def days(series: Series) -> list[date]:
    return sorted(series.dates.values_list("day", flat=True))


@pytest.mark.parametrize(
    ("repeat", "rule", "expected"),
    [
        (Repeat("week", (5, 6), FIRST, date(2030, 9, 15)), "FREQ=WEEKLY;BYDAY=SA,SU",
         [7, 8, 14, 15]),
        (Repeat("fortnight", (), FIRST, date(2030, 9, 30)), "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA",
         [7, 21]),
        (Repeat("month", (), FIRST, date(2030, 9, 30)), "FREQ=MONTHLY;BYDAY=1SA", [7]),
        (Repeat("month", (), date(2030, 9, 29), date(2030, 9, 30)), "FREQ=MONTHLY;BYDAY=-1SU",
         [29]),
        (Repeat("last", (5,), date(2030, 8, 24), date(2030, 9, 30)), "FREQ=MONTHLY;BYDAY=-1SA",
         [31, 28]),
    ],
)  # fmt: skip
def test_rules_are_those_of_rfc_5545(repeat: Repeat, rule: str, expected: list[int]) -> None:
    assert repeat.rule == rule
    assert [day.day for day in occurrences(rule, repeat.first, repeat.last)] == expected


@pytest.mark.usefixtures("holidays")
def test_days_off_and_days_worked_instead_are_left_out_and_remembered(
    operator: User, tea_room: Site
) -> None:
    series = make(operator, tea_room)
    assert [day.isoformat() for day in days(series)] == [
        "2030-09-07", "2030-09-21", "2030-10-05", "2030-10-12",
    ]  # fmt: skip
    assert series.skipped == [
        {"day": "2030-09-14", "why": "放假（中秋）"},
        {"day": "2030-09-28", "why": "调休上班（国庆节）"},
    ]
    kept = make(operator, tea_room, weekly(keep_days_off=True), starts=time(14), ends=time(15))
    assert len(days(kept)) == 6


@pytest.mark.usefixtures("holidays")
def test_a_date_that_was_left_out_is_added_again_once(operator: User, tea_room: Site) -> None:
    series = make(operator, tea_room)
    added = add_date(actor=operator, series=series, day=date(2030, 9, 14))
    assert (added.day, added.series) == (date(2030, 9, 14), series)
    assert series.dates.filter(title=added.title).count() == 5
    assert [row["day"] for row in series.skipped] == ["2030-09-28"]
    for day in (date(2030, 9, 14), date(2030, 9, 15)):
        with pytest.raises(ValidationError, match="不在去掉的日期里"):
            add_date(actor=operator, series=series, day=day)


@pytest.mark.usefixtures("holidays")
def test_a_date_whose_place_is_taken_by_now_is_not_added(operator: User, tea_room: Site) -> None:
    series = make(operator, tea_room)
    plan(operator, tea_room, title="别人", day=date(2030, 9, 14))
    with pytest.raises(SlotError, match="别人"):
        add_date(actor=operator, series=series, day=date(2030, 9, 14))
    assert len(Series.objects.get().skipped) == 2


def test_a_clash_refuses_the_whole_series_unless_repaired(operator: User, tea_room: Site) -> None:
    corner = Zone.objects.create(site=tea_room, name="儿童区")
    theatre = Zone.objects.create(site=tea_room, name="小剧场")
    taken = [FIRST + timedelta(weeks=n) for n in (1, 2, 3)]
    for day in taken:
        plan(operator, tea_room, title="占着", zone=corner, day=day)
    draft = make_draft(tea_room, day=FIRST, zone=corner)
    with pytest.raises(SeriesError) as refusal:
        plan_series(actor=operator, draft=draft, repeat=weekly(), repairs={})
    assert list(refusal.value.refused) == taken
    assert not Series.objects.exists()
    repairs = {
        taken[0]: Repair(skip=True),
        taken[1]: Repair(zone=theatre),
        taken[2]: Repair(starts=time(15)),
    }
    series = plan_series(actor=operator, draft=draft, repeat=weekly(), repairs=repairs)
    by_day = {each.day: each for each in series.dates.all()}
    assert taken[0] not in by_day
    assert by_day[taken[1]].zone == theatre
    assert timezone.localtime(by_day[taken[2]].starts_at).time() == time(15)
    assert timezone.localtime(by_day[taken[2]].ends_at).time() == time(16)
    assert series.skipped == [{"day": taken[0].isoformat(), "why": ""}]  # by hand


def test_a_series_of_no_dates_or_too_long_is_refused(operator: User, tea_room: Site) -> None:
    with pytest.raises(ValidationError, match="早于"):
        make(operator, tea_room, weekly(date(2030, 9, 1)))
    with pytest.raises(ValidationError, match="一年"):
        make(operator, tea_room, weekly(date(2031, 12, 1)))
    with pytest.raises(ValidationError, match="一场也没有"):
        plan_series(
            actor=operator,
            draft=make_draft(tea_room, day=FIRST),
            repeat=weekly(FIRST),
            repairs={FIRST: Repair(skip=True)},
        )


@pytest.mark.parametrize(
    ("scope", "changed"), [("one", [2]), ("later", [2, 3]), ("all", [1, 2, 3])]
)
def test_a_change_reaches_this_one_the_later_ones_or_all(
    operator: User, tea_room: Site, scope: str, changed: list[int]
) -> None:
    series = make(operator, tea_room, weekly(date(2030, 9, 28)))
    dates = list(series.dates.order_by("day"))
    Activity.objects.filter(pk=dates[0].pk).update(state=State.HELD)
    draft = replace(draft_of(dates[2]), title="新的名字", starts=time(14), ends=time(15))
    change_series(actor=operator, activity=dates[2], draft=draft, scope=scope)
    now = list(series.dates.order_by("day"))
    assert [n for n, each in enumerate(now) if each.title == "新的名字"] == changed
    assert [each.day for each in now] == [each.day for each in dates]


def test_another_weekday_moves_the_others_by_as_many_days(operator: User, tea_room: Site) -> None:
    series = make(operator, tea_room, weekly(date(2030, 9, 28)))
    before = days(series)
    first = series.dates.order_by("day")[0]
    draft = draft_of(first).on(FIRST + timedelta(days=7))  # onto the place of its own sibling
    change_series(actor=operator, activity=first, draft=draft, scope="all")
    assert days(series) == [day + timedelta(days=7) for day in before]
    series.refresh_from_db()
    assert series.last_day == date(2030, 10, 5)  # goes along, so that it can be continued


@pytest.mark.usefixtures("holidays")
def test_a_move_of_all_onto_a_day_off_is_refused(operator: User, tea_room: Site) -> None:
    series = make(operator, tea_room)
    DayOff.objects.create(day=date(2030, 10, 13), name="临时", works=False)
    first, before = series.dates.order_by("day")[0], days(series)
    draft = draft_of(first).on(FIRST + timedelta(days=1))
    with pytest.raises(ValidationError, match="10月13日"):
        change_series(actor=operator, activity=first, draft=draft, scope="all")
    assert days(series) == before


def test_siblings_keep_what_is_their_own(operator: User, tea_room: Site) -> None:
    theatre = Zone.objects.create(site=tea_room, name="小剧场")
    series = make(operator, tea_room, weekly(date(2030, 9, 21)), leader="甲")
    first, second, _third = series.dates.order_by("day")
    own = replace(draft_of(second), zone=theatre, leader="乙")
    change_series(actor=operator, activity=second, draft=own, scope="one")
    draft = replace(draft_of(first), title="新的名字")
    change_series(actor=operator, activity=first, draft=draft, scope="all")
    second.refresh_from_db()
    assert (second.title, second.zone, second.leader) == ("新的名字", theatre, "乙")


def test_a_date_at_its_own_time_is_as_much_longer_as_the_others(
    operator: User, tea_room: Site
) -> None:
    series = make(operator, tea_room, weekly(date(2030, 9, 21)))  # ten to eleven
    first, second, third = series.dates.order_by("day")
    own = replace(draft_of(second), starts=time(14), ends=time(15))
    change_series(actor=operator, activity=second, draft=own, scope="one")
    longer = replace(draft_of(first), ends=time(11, 30))
    change_series(actor=operator, activity=first, draft=longer, scope="all")
    second.refresh_from_db()
    third.refresh_from_db()
    assert (draft_of(second).starts, draft_of(second).ends) == (time(14), time(15, 30))
    assert (draft_of(third).starts, draft_of(third).ends) == (time(10), time(11, 30))
    earlier = replace(draft_of(first), starts=time(9), ends=time(10))
    first.refresh_from_db()
    change_series(actor=operator, activity=first, draft=earlier, scope="all")
    second.refresh_from_db()
    assert (draft_of(second).starts, draft_of(second).ends) == (time(9), time(10))


def test_a_series_that_moves_to_another_room_leaves_its_zones_behind(
    operator: User, tea_room: Site, taiping: Site
) -> None:
    theatre = Zone.objects.create(site=tea_room, name="小剧场")
    series = make(operator, tea_room, weekly(date(2030, 9, 14)))
    first, second = series.dates.order_by("day")
    own = replace(draft_of(second), zone=theatre)
    change_series(actor=operator, activity=second, draft=own, scope="one")
    moved = replace(draft_of(first), site=taiping)
    change_series(actor=operator, activity=first, draft=moved, scope="all")
    second.refresh_from_db()
    assert (second.site, second.zone) == (taiping, None)


def test_a_refusal_names_the_date_that_is_in_the_way(operator: User, tea_room: Site) -> None:
    series = make(operator, tea_room, weekly(date(2030, 9, 14)))
    first, second = series.dates.order_by("day")
    late = replace(draft_of(second), starts=time(22), ends=time(23))
    change_series(actor=operator, activity=second, draft=late, scope="one")
    longer = replace(draft_of(first), ends=time(13))
    with pytest.raises(ValidationError, match="9月14日（周六）：结束时间要晚于开始时间"):
        change_series(actor=operator, activity=first, draft=longer, scope="all")


def test_a_date_outside_the_hours_is_named_once(operator: User, tea_room: Site) -> None:
    Hours.objects.create(site=tea_room, weekday=5, opens=time(9), closes=time(12))
    series = make(operator, tea_room, weekly(date(2030, 9, 14)))
    longer = replace(draft_of(series.dates.order_by("day")[0]), ends=time(13))
    first = series.dates.order_by("day")[0]
    with pytest.raises(SeriesError) as refusal:
        change_series(actor=operator, activity=first, draft=longer, scope="all")
    said = "9月14日（周六）只开放 09:00–12:00，活动要在这段时间里。"
    assert refusal.value.messages[1] == said


def test_the_last_weekday_stays_the_last_when_the_series_moves(
    operator: User, tea_room: Site
) -> None:
    repeat = Repeat("last", (5,), date(2030, 9, 1), date(2030, 12, 31))
    series = make(operator, tea_room, repeat)
    assert [f"{day:%m-%d}" for day in days(series)] == ["09-28", "10-26", "11-30", "12-28"]
    first = series.dates.order_by("day")[0]
    draft = draft_of(first).on(first.day - timedelta(days=1))
    change_series(actor=operator, activity=first, draft=draft, scope="all")
    series.refresh_from_db()
    assert series.rule == "FREQ=MONTHLY;BYDAY=-1FR"


def test_the_whole_series_is_submitted_or_called_off_at_once(
    operator: User, tea_room: Site
) -> None:
    series = make(operator, tea_room, weekly(date(2030, 9, 28)))
    _first, second, third, _last = series.dates.order_by("day")
    CheckIn.objects.create(
        activity=third, grade=Grade.A, method=Method.STAFF_LIST, key="k", adults=1
    )

    def submit(each: Activity) -> None:
        submit_plan(actor=operator, activity=each)

    assert for_each_date(second, "all", (State.DRAFT,), submit) == 3  # not the one with a sign-in

    def cancel(each: Activity) -> None:
        call_off(actor=operator, activity=each, reason="装修")

    assert for_each_date(second, "later", (State.SUBMITTED,), cancel) == 2
    states = list(series.dates.order_by("day").values_list("state", flat=True))
    assert states == ["submitted", "cancelled", "draft", "cancelled"]


@SLOW
@given(
    held=st.sets(st.integers(0, 5)),
    signed_in=st.sets(st.integers(0, 5)),
    which=st.integers(0, 5),
    scope=st.sampled_from(SCOPES),
    shift=st.integers(-3, 10),
    hour=st.integers(8, 18),
)
def test_dates_that_were_held_or_have_sign_ins_never_change(
    operator: User,
    tea_room: Site,
    held: set[int],
    signed_in: set[int],
    which: int,
    scope: str,
    shift: int,
    hour: int,
) -> None:
    Activity.objects.all().delete()
    series = make(operator, tea_room)
    dates = list(series.dates.order_by("day"))
    for n in held:
        Activity.objects.filter(pk=dates[n].pk).update(state=State.HELD)
    for n in signed_in:
        CheckIn.objects.create(
            activity=dates[n], grade=Grade.A, method=Method.STAFF_LIST, key=f"k{n}", adults=1
        )
    fixed = {dates[n].pk for n in held | signed_in}
    before = {each.pk: (each.starts_at, each.title) for each in dates}
    chosen = Activity.objects.get(pk=dates[which].pk)
    draft = replace(draft_of(chosen).on(chosen.day + timedelta(days=shift)), title="变了")
    draft = replace(draft, starts=time(hour), ends=time(hour + 1))
    try:
        change_series(actor=operator, activity=chosen, draft=draft, scope=scope)
    except ValidationError:
        after = {each.pk: (each.starts_at, each.title) for each in series.dates.all()}
        assert after == before  # all or nothing
        return
    for each in series.dates.all():
        if each.pk in fixed:
            assert (each.starts_at, each.title) == before[each.pk]
    assert not fixed & {each.pk for each in changeable(chosen, scope)}
    taken = sorted(
        (draft_of(each).starts_at, draft_of(each).ends_at) for each in series.dates.all()
    )
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(taken))  # nothing overlaps


@SLOW
@given(
    off=st.dictionaries(st.integers(0, 40), st.booleans(), max_size=12),
    weekdays=st.sets(st.integers(0, 6), min_size=1, max_size=3),
    every=st.sampled_from(("week", "fortnight", "month")),
    data=st.data(),
)
def test_no_date_falls_on_a_day_off_and_each_left_out_can_come_back(
    operator: User,
    tea_room: Site,
    off: dict[int, bool],
    weekdays: set[int],
    every: str,
    data: st.DataObject,
) -> None:
    Activity.objects.all().delete()
    Series.objects.all().delete()
    DayOff.objects.all().delete()
    for ahead, works in off.items():
        DayOff.objects.create(day=FIRST + timedelta(days=ahead), name="某日", works=works)
    repeat = Repeat(every, tuple(weekdays), FIRST, FIRST + timedelta(days=40))
    try:
        series = make(operator, tea_room, repeat)
    except ValidationError:
        assert not Series.objects.exists()
        return
    skipped = {date.fromisoformat(row["day"]) for row in series.skipped}
    table = set(DayOff.objects.values_list("day", flat=True))
    assert not set(days(series)) & table
    assert set(days(series)) | skipped == set(occurrences(repeat.rule, repeat.first, repeat.last))
    if skipped:
        day = data.draw(st.sampled_from(sorted(skipped)))
        add_date(actor=operator, series=series, day=day)
        assert day in days(series)
        assert day.isoformat() not in {row["day"] for row in Series.objects.get().skipped}


@pytest.mark.django_db(transaction=True)
def test_a_date_in_another_room_does_not_come_upon_what_is_planned_there_meanwhile(
    operator: User, tea_room: Site, taiping: Site
) -> None:
    series = make(operator, tea_room)
    first, second = series.dates.order_by("day")[:2]
    Activity.objects.filter(pk=second.pk).update(site=taiping)
    later = replace(draft_of(first), starts=time(14), ends=time(15))

    def plan_there() -> None:
        plan(operator, taiping, title="别的活动", day=second.day, starts=time(14), ends=time(15))

    with meanwhile(plan_there), pytest.raises(SeriesError, match="别的活动"):
        change_series(actor=operator, activity=first, draft=later, scope="all")
    assert draft_of(Activity.objects.get(pk=second.pk)).starts == time(10)
