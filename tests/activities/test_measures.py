"""What activities and media reports count, and what they do not."""

from datetime import date

import pytest

from shufang.activities.choices import CountSource, NationalType, State
from shufang.lake import Answer, ask
from shufang.lake.answers import Where
from shufang.places.models import Site
from shufang.shared.period import Period
from tests.factories import make_activity, make_report, state_count

pytestmark = pytest.mark.django_db
YEAR = Period(date(2024, 7, 12), date(2025, 7, 11))
FIRST, LAST = date(2024, 7, 12), date(2025, 7, 11)


def values(answer: Answer) -> dict[tuple[str, ...], int | float | None]:
    return {row.names: row.value for row in answer.rows}


def test_nothing_held_is_zero_but_who_came_on_average_is_not_known() -> None:
    assert ask("activities_held", YEAR).total.value == 0
    assert ask("sign_ins", YEAR).total.value == 0
    assert ask("media_reports", YEAR).total.value == 0
    assert ask("sign_ins_per_activity", YEAR).total.value is None


def test_both_ends_of_the_period_are_counted_and_nothing_beyond(tea_room: Site) -> None:
    for day in (date(2024, 7, 11), FIRST, LAST, date(2025, 7, 12)):
        make_activity(tea_room, day)
    assert ask("activities_held", YEAR).total.value == 2


def test_events_after_the_cut_off_are_not_counted(tea_room: Site) -> None:
    for day in (date(2025, 5, 31), date(2025, 6, 1)):
        make_report(make_activity(tea_room, day))
    cut = Period(FIRST, LAST, date(2025, 5, 31))
    assert ask("activities_held", cut).total.value == 1
    assert ask("media_reports", cut).total.value == 1


def test_a_cancelled_activity_is_not_held(tea_room: Site) -> None:
    make_activity(tea_room, FIRST)
    state_count(make_activity(tea_room, FIRST, state=State.CANCELLED), sign_ins=9)
    assert ask("activities_held", YEAR).total.value == 1
    assert ask("sign_ins", YEAR).total.value is None


def test_an_activity_nobody_counted_is_held_and_its_sign_ins_are_missing(tea_room: Site) -> None:
    make_activity(tea_room, FIRST)
    state_count(make_activity(tea_room, FIRST), sign_ins=12)
    state_count(make_activity(tea_room, FIRST), attendees=30)
    assert ask("activities_held", YEAR).total.value == 3
    total = ask("sign_ins", YEAR).total
    assert (total.value, total.missing) == (12, 2)
    assert ask("sign_ins_per_activity", YEAR).total.value == 12.0


def test_zero_sign_ins_are_known(tea_room: Site) -> None:
    state_count(make_activity(tea_room, FIRST), sign_ins=0)
    total = ask("sign_ins", YEAR).total
    assert (total.value, total.missing) == (0, 0)


def test_attendees_are_stated_or_adults_and_children_together(tea_room: Site) -> None:
    state_count(make_activity(tea_room, FIRST), attendees=30, adults=10, children=20)
    state_count(make_activity(tea_room, FIRST), adults=3, children=4)
    state_count(make_activity(tea_room, FIRST), adults=5, sign_ins=5)
    total = ask("attendees", YEAR).total
    assert (total.value, total.missing) == (37, 1)


def test_households_are_unknown_while_only_totals_are_stated(tea_room: Site) -> None:
    state_count(make_activity(tea_room, FIRST), sign_ins=12, attendees=36)
    assert ask("households_served", YEAR).total.value is None


def test_an_estimated_count_leaves_the_number_of_activities_exact(tea_room: Site) -> None:
    state_count(make_activity(tea_room, FIRST), attendees=30, estimated=True)
    assert ask("attendees", YEAR).total.estimated == 1
    assert ask("sign_ins", YEAR).total.estimated == 0
    assert ask("activities_held", YEAR).total.estimated == 0


def test_by_category_lists_every_category_in_the_contracts_order(tea_room: Site) -> None:
    make_activity(tea_room, FIRST, category="主题活动")
    for _ in range(3):
        make_activity(tea_room, FIRST, category="故事剧场")
    answer = ask("activities_held", YEAR, by=("category",))
    assert [(row.names[0], row.value) for row in answer.rows] == [
        ("故事剧场", 3),
        ("亲子阅读", 0),
        ("成人阅读", 0),
        ("老年阅读", 0),
        ("主题活动", 1),
        ("阅读推广人培训", 0),
    ]
    assert answer.rows[0].names_en == ("Story theatre",)
    assert [row.share for row in answer.rows] == [0.75, 0, 0, 0, 0.25, 0]


def test_by_national_type_source_month_and_year(tea_room: Site) -> None:
    state_count(make_activity(tea_room, FIRST, national_type=NationalType.LECTURE), sign_ins=3)
    state_count(make_activity(tea_room, LAST), sign_ins=4, source=CountSource.STAFF)
    assert values(ask("sign_ins", YEAR, ["national_type"])) == {("讲座",): 3, ("其他",): 4}
    assert values(ask("sign_ins", YEAR, ["source"])) == {("导入台账",): 3, ("工作人员填写",): 4}
    assert values(ask("sign_ins", YEAR, ["month"])) == {("2024-07",): 3, ("2025-07",): 4}
    assert [row.keys for row in ask("sign_ins", YEAR, ["year"]).rows] == [(2024,), (2025,)]


def test_a_media_report_belongs_to_its_activitys_category_and_its_own_day(tea_room: Site) -> None:
    activity = make_activity(tea_room, FIRST, category="老年阅读")
    make_report(activity, day=date(2024, 8, 1))
    make_report(activity, outlet="禾城晚报")
    by_month = ask("media_reports", YEAR, by=("category", "month"))
    assert values(by_month) == {("老年阅读", "2024-07"): 1, ("老年阅读", "2024-08"): 1}


def test_where_keeps_to_the_cells_asked_for(tea_room: Site, taiping: Site) -> None:
    make_activity(tea_room, FIRST)
    make_activity(taiping, FIRST)
    make_activity(taiping, LAST)
    assert ask("activities_held", YEAR, where={"site": taiping.pk}).total.value == 2
    both: Where = {"site": [tea_room.pk, taiping.pk], "month": date(2024, 7, 1)}
    assert ask("activities_held", YEAR, where=both).total.value == 2
    assert ask("activities_held", YEAR, where={"site": []}).total.value == 0
    assert ask("activities_held", YEAR, where={"town": taiping.town_id or 0}).total.value == 2
