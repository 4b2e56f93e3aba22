"""What activities and media reports count, and what they do not."""

from datetime import date

import pytest
from django.utils import timezone

from shufang.activities.actions.cancel_activity import cancel_activity
from shufang.activities.actions.planning.call_off import call_off
from shufang.activities.actions.registering.change_party import change_party
from shufang.activities.actions.registering.register import Kid, Party, register
from shufang.activities.actions.signing_in.confirm import confirm_check_in
from shufang.activities.choices import (
    AgeBand,
    Counted,
    CountSource,
    Grade,
    Method,
    NationalType,
    Places,
    Stage,
    State,
    Way,
)
from shufang.activities.models import Step
from shufang.lake import Answer, ask, rows_behind
from shufang.lake.answers import Where
from shufang.people.models import Household, User
from shufang.places.models import Site
from shufang.shared.period import Period
from tests.cast import make_family
from tests.factories import make_activity, make_report, state_count
from tests.factories.came import answered, check_in, head_count, registered
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db
YEAR = Period(date(2024, 7, 12), date(2025, 7, 11))
FIRST, LAST = date(2024, 7, 12), date(2025, 7, 11)


@pytest.fixture
def family(db: None) -> Household:
    return make_family("张家", "13800000001", ("小满", 2019, 5))


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


# Who came by name, by heads, or as stated


def test_sign_ins_come_from_check_ins_once_there_are_any_and_are_never_added(
    tea_room: Site, family: Household
) -> None:
    activity = make_activity(tea_room, FIRST)
    state_count(activity, sign_ins=40, attendees=100)
    assert ask("sign_ins", YEAR).total.value == 40
    check_in(activity, household=family, adults=1, children=2)
    check_in(activity, adults=1, children=0)
    assert ask("sign_ins", YEAR).total.value == 2
    assert ask("attendees", YEAR).total.value == 4
    assert ask("activities_held", YEAR).total.value == 1
    assert ask("sign_ins_per_activity", YEAR).total.value == 2


def test_voided_check_ins_and_later_entries_nobody_confirmed_do_not_count(tea_room: Site) -> None:
    activity = make_activity(tea_room, FIRST)
    state_count(activity, sign_ins=9)
    check_in(activity, voided_at=timezone.now())
    check_in(activity, grade=Grade.D)
    assert ask("sign_ins", YEAR).total.value == 9
    check_in(activity, grade=Grade.D, confirmed_at=timezone.now())
    assert ask("sign_ins", YEAR).total.value == 1


def test_check_ins_of_an_activity_that_is_not_held_yet_do_not_count(tea_room: Site) -> None:
    check_in(make_activity(tea_room, FIRST, state=State.SCHEDULED))
    assert ask("sign_ins", YEAR).total.value == 0


def test_heads_are_attendees_where_nobody_signed_in_by_name(tea_room: Site) -> None:
    activity = make_activity(tea_room, FIRST)
    head_count(activity, AgeBand.PRESCHOOL, 12)
    head_count(activity, AgeBand.ADULT, 9)
    head_count(activity, AgeBand.ADULT, 50, voided_at=timezone.now())
    assert ask("attendees", YEAR).total.value == 21
    total = ask("sign_ins", YEAR).total
    assert (total.value, total.missing) == (None, 1)
    check_in(activity, adults=1, children=1)
    assert ask("attendees", YEAR).total.value == 2  # the named ones instead, not beside
    assert ask("sign_ins", YEAR).total.value == 1


def test_a_household_is_one_however_often_it_comes(
    tea_room: Site, taiping: Site, family: Household
) -> None:
    for site, day in ((tea_room, FIRST), (taiping, FIRST), (tea_room, LAST)):
        check_in(make_activity(site, day), household=family, first_time=day == FIRST)
    check_in(make_activity(tea_room, LAST))
    served = ask("households_served", YEAR, by=("site",))
    assert [row.value for row in served.rows] == [1, 1]
    assert (served.total.value, served.total.missing) == (1, 1)
    assert ask("first_time_households", YEAR).total.value == 1


def test_the_lake_holds_a_pseudonym_and_never_the_familys_number(
    tea_room: Site, family: Household
) -> None:
    check_in(make_activity(tea_room, FIRST), household=family)
    row = rows_behind("sign_ins", YEAR, {}).rows[0]
    assert row["household"] not in (None, family.pk)
    assert "张" not in str(row)


def test_sign_ins_by_grade_have_shares_and_the_ledgers_are_the_ledgers(tea_room: Site) -> None:
    state_count(make_activity(tea_room, FIRST), sign_ins=7)
    activity = make_activity(tea_room, FIRST)
    for grade in (Grade.A, Grade.A, Grade.B):
        check_in(activity, grade=grade)
    answer = ask("sign_ins", YEAR, by=("grade",))
    assert [(row.names_en[0], row.value, row.share) for row in answer.rows] == [
        ("A Seen by staff", 2, 0.2),
        ("B Changing code or the room's tablet", 1, 0.1),
        ("Ledger", 7, 0.7),
    ]


# Registrations


def test_registrations_are_parties_whatever_came_of_them(tea_room: Site) -> None:
    activity = make_activity(tea_room, FIRST)
    for stage in (Stage.ATTENDED, Stage.ATTENDED, Stage.ABSENT, Stage.CANCELLED, Stage.WAITING):
        registered(activity, stage)
    registered(activity, Stage.ATTENDED, way=Way.WALK_IN)
    assert ask("registrations", YEAR).total.value == 5
    assert ask("cancelled", YEAR).total.value == 1
    assert ask("waiting", YEAR).total.value == 1
    rate = ask("show_up_rate", YEAR).total.value
    assert rate == pytest.approx(100 * 2 / 3)


def test_who_was_waiting_when_the_list_expired_waited_in_vain(tea_room: Site) -> None:
    activity = make_activity(tea_room, FIRST)
    for before in (Stage.WAITING, Stage.OFFERED):
        party = registered(activity, Stage.EXPIRED)
        Step.objects.create(registration=party, before="", after=Stage.WAITING)
        Step.objects.create(registration=party, before=before, after=Stage.EXPIRED)
    assert ask("waiting", YEAR).total.value == 1


def test_a_place_released_because_nobody_came_is_a_party_that_did_not_show_up(
    tea_room: Site,
) -> None:
    activity = make_activity(tea_room, FIRST)
    registered(activity, Stage.ATTENDED)
    party = registered(activity, Stage.EXPIRED)
    Step.objects.create(registration=party, before=Stage.CONFIRMED, after=Stage.EXPIRED)
    assert ask("show_up_rate", YEAR).total.value == pytest.approx(50)


def test_registrations_of_an_activity_that_was_called_off_are_none(tea_room: Site) -> None:
    registered(make_activity(tea_room, FIRST, state=State.CANCELLED), Stage.CANCELLED)
    assert ask("registrations", YEAR).total.value == 0
    assert ask("cancelled", YEAR).total.value == 0


def test_places_filled_out_of_all_places_each_in_its_own_unit(tea_room: Site) -> None:
    full, half = make_activity(tea_room, FIRST), make_activity(tea_room, LAST)
    with_places(full, 4, taken=0)
    with_places(half, 6, counted=Counted.CHILD)
    registered(full, Stage.ATTENDED, takes=1)
    registered(full, Stage.ATTENDED, takes=1, way=Way.WALK_IN)
    registered(full, Stage.ABSENT, takes=2)  # a place kept is not a place filled
    registered(half, Stage.ATTENDED, takes=3)
    registered(half, Stage.WAITING, takes=9)
    with_places(make_activity(tea_room, LAST), 0, way=Places.OPEN)
    assert ask("fill_rate", YEAR).total.value == 50.0
    assert rows_behind("fill_rate", YEAR, {}).total == 2


def test_where_nobody_signed_in_it_is_not_known_how_full_it_was(tea_room: Site) -> None:
    """Heads were counted at the door, say: its places are left out rather than empty."""
    known, heads_only = make_activity(tea_room, FIRST), make_activity(tea_room, LAST)
    with_places(known, 4)
    with_places(heads_only, 90)
    registered(known, Stage.ATTENDED)
    registered(heads_only, Stage.CONFIRMED)
    total = ask("fill_rate", YEAR).total
    assert (total.value, total.missing) == (25.0, 1)


def test_a_party_entered_later_has_come_once_a_second_person_confirms_it(
    tea_room: Site, operator: User, library: User
) -> None:
    activity = make_activity(tea_room, FIRST)
    with_places(activity, 2)
    party = registered(activity, Stage.ATTENDED)
    entered = check_in(
        activity, registration=party, grade=Grade.D, method=Method.PAPER, user=operator
    )
    assert ask("show_up_rate", YEAR).total.value is None
    assert ask("fill_rate", YEAR).total.value is None
    confirm_check_in(check_in=entered, actor=library)
    assert ask("show_up_rate", YEAR).total.value == 100.0
    assert ask("fill_rate", YEAR).total.value == 50.0


def test_without_registrations_rates_are_not_known(tea_room: Site) -> None:
    make_activity(tea_room, FIRST)
    assert ask("registrations", YEAR).total.value == 0
    assert ask("show_up_rate", YEAR).total.value is None
    assert ask("fill_rate", YEAR).total.value is None


def test_cancelling_an_activity_takes_its_registrations_out_of_the_figures(
    tea_room: Site, operator: User
) -> None:
    activity = make_activity(tea_room, FIRST)
    registered(activity, Stage.ATTENDED)
    answered(activity, 5, 5, 5)
    assert ask("registrations", YEAR).total.value == 1
    assert ask("pulse_answers", YEAR).total.value == 3
    cancel_activity(actor=operator, activity=activity, reason="没有举办")
    assert ask("registrations", YEAR).total.value == 0
    assert ask("pulse_answers", YEAR).total.value == 0


def test_an_activity_that_is_called_off_takes_those_who_had_given_up_with_it(
    tea_room: Site, operator: User
) -> None:
    activity = plan_ahead(tea_room)
    registered(activity, Stage.CANCELLED)
    month = Period(activity.day, activity.day)
    assert ask("registrations", month).total.value == 1
    call_off(actor=operator, activity=activity, reason="老师病了")
    assert ask("registrations", month).total.value == 0


def test_a_party_that_changes_is_told_as_it_is_now(tea_room: Site) -> None:
    activity = plan_ahead(tea_room)
    with_places(activity, 3)
    child = Kid("小米", timezone.localdate().year - 6, 1)
    made = register(activity=activity, party=Party(1, (child,)), phone="13800000001")
    month = Period(activity.day, activity.day)
    assert ask("registrations", month).total.value == 1
    change_party(registration=made, party=Party(2, (child,)))
    assert [row["party"] for row in rows_behind("registrations", month, {}).rows] == [3]


def test_whoever_lost_a_place_where_only_heads_were_counted_is_not_blamed(tea_room: Site) -> None:
    """Nobody signed in by household: it is not known who came."""
    activity = make_activity(tea_room, date(2024, 9, 7))
    gone = registered(activity, Stage.EXPIRED)
    Step.objects.create(
        registration=gone, before=Stage.CONFIRMED, after=Stage.EXPIRED, at=timezone.now()
    )
    head_count(activity, AgeBand.ADULT, 9)
    assert ask("show_up_rate", YEAR).total.value is None
    registered(activity, Stage.ATTENDED)
    assert ask("show_up_rate", YEAR).total.value == 50
