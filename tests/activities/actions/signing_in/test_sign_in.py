"""A family stands at the door: counted once, graded by its evidence, or told why not."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from shufang.activities.actions.registering.cancel import cancel_registration
from shufang.activities.actions.registering.stages import move
from shufang.activities.actions.signing_in.confirm import confirm_check_in
from shufang.activities.actions.signing_in.refusals import AlreadySignedInError, NotSignedInError
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.actions.signing_in.void import void_check_in
from shufang.activities.choices import Grade, Method, Places, Stage, State, Way
from shufang.activities.models import Activity, CheckIn, Registration, Rules
from shufang.lake import ask
from shufang.lake.models import Touch
from shufang.people.models import Household, User
from shufang.places.models import Site
from shufang.shared.period import Period
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db


def _refused(activity: Activity, code: str, **said: object) -> None:
    before = CheckIn.objects.count()
    values: dict[str, object] = {
        "method": Method.ROTATING, "key": "a refused one", "adults": 1, "children": 1, **said
    }  # fmt: skip
    with pytest.raises(NotSignedInError) as refusal:
        sign_in(activity=activity, **values)  # type: ignore[arg-type]
    assert refusal.value.code == code
    assert CheckIn.objects.count() == before


def _came(activity: Activity, key: str = "k", **said: object) -> CheckIn:
    values: dict[str, object] = {
        "method": Method.ROTATING, "key": key, "adults": 1, "children": 1, **said
    }  # fmt: skip
    return sign_in(activity=activity, **values)  # type: ignore[arg-type]


def test_a_registered_family_of_four_comes(activity: Activity, zhang_family: Household) -> None:
    registration = party(activity, "张家", household=zhang_family)
    Touch.objects.all().delete()
    check_in = _came(activity, registration=registration, adults=2, children=2)
    registration.refresh_from_db()
    activity.refresh_from_db()
    assert (check_in.grade, check_in.adults, check_in.children) == (Grade.B, 2, 2)
    assert (check_in.household, check_in.name) == (zhang_family, "张家")
    assert registration.stage == Stage.ATTENDED
    assert registration.steps.get().after == Stage.ATTENDED
    assert activity.state == State.HELD
    assert Touch.objects.filter(fact="attendance").exists()
    assert Rules.objects.get(pk=activity.pk).taken == 1


@pytest.mark.parametrize(
    ("method", "grade"),
    [
        (Method.STAFF_LIST, Grade.A),
        (Method.STAFF_SCAN, Grade.A),
        (Method.ROTATING, Grade.B),
        (Method.KIOSK, Grade.B),
        (Method.POSTER, Grade.C),
        (Method.PAPER, Grade.D),
    ],
)
def test_the_way_of_signing_in_says_how_well_it_is_proven(
    activity: Activity, operator: User, method: Method, grade: Grade
) -> None:
    assert _came(activity, method=method, user=operator, reason="纸质表").grade == grade


def test_the_same_key_again_is_the_same_check_in(activity: Activity) -> None:
    registration = party(activity)
    first = _came(activity, registration=registration)
    again = _came(activity, registration=registration)
    assert again.pk == first.pk
    assert (first.known, again.known) == (False, True)
    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize("other", [{"adults": 2}, {"children": 3}, {"method": Method.KIOSK}])
def test_the_same_key_with_another_body_is_refused(
    activity: Activity, other: dict[str, object]
) -> None:
    _came(activity)
    _refused(activity, "other_body", key="k", **other)


def test_the_key_of_another_familys_check_in_is_refused(
    activity: Activity, zhang_family: Household, chen_family: Household
) -> None:
    _came(activity, household=zhang_family)
    _refused(activity, "other_body", key="k", household=chen_family)
    elsewhere = plan_ahead(activity.site, title="别场", starts=activity.starts_at)
    _refused(elsewhere, "other_body", key="k", household=zhang_family)


def test_a_family_is_signed_in_once_and_told_when_it_was(
    activity: Activity, zhang_family: Household, clock: time_machine.Traveller
) -> None:
    first = _came(activity, household=zhang_family)
    clock.shift(timedelta(minutes=5))
    with pytest.raises(AlreadySignedInError) as refusal:
        _came(activity, "another key", household=zhang_family)
    assert refusal.value.check_in == first
    assert "09:50" in refusal.value.messages[0]
    registration = Registration.objects.get(household=zhang_family)
    _refused(activity, "already", registration=registration)


def test_a_household_is_found_with_its_own_registration(
    activity: Activity, zhang_family: Household
) -> None:
    registration = party(activity, household=zhang_family)
    assert _came(activity, household=zhang_family).registration == registration


@pytest.mark.parametrize("stage", [Stage.OFFERED, Stage.WAITING, Stage.EXPIRED, Stage.ABSENT])
def test_who_has_or_gets_a_place_at_the_door_attends(activity: Activity, stage: Stage) -> None:
    registration = party(activity, stage=stage)
    _came(activity, registration=registration)
    registration.refresh_from_db()
    rules = Rules.objects.get(pk=activity.pk)
    assert (registration.stage, rules.taken, rules.waiting) == (Stage.ATTENDED, 1, 0)


def test_who_applied_and_was_never_drawn_gets_a_free_place_at_the_door(
    activity: Activity,
) -> None:
    Rules.objects.filter(pk=activity.pk).update(places=1)
    first, second = (party(activity, name, stage=Stage.APPLIED) for name in ("周家", "吴家"))
    _came(activity, registration=first)
    first.refresh_from_db()
    assert (first.stage, Rules.objects.get(pk=activity.pk).taken) == (Stage.ATTENDED, 1)
    _refused(activity, "full", registration=second)
    second.refresh_from_db()
    assert second.stage == Stage.APPLIED


def test_who_waits_does_not_come_in_while_all_places_are_taken(activity: Activity) -> None:
    Rules.objects.filter(pk=activity.pk).update(places=1)
    party(activity)
    waiting = party(activity, "候补家", stage=Stage.WAITING)
    _refused(activity, "full", registration=waiting)
    waiting.refresh_from_db()
    assert waiting.stage == Stage.WAITING


def test_who_cancelled_is_told_and_may_walk_in(activity: Activity, zhang_family: Household) -> None:
    cancelled = party(activity, household=zhang_family, stage=Stage.CANCELLED)
    _refused(activity, "cancelled", registration=cancelled)
    walked_in = _came(activity, household=zhang_family).registration
    assert walked_in is not None
    assert (walked_in.way, walked_in.stage) == (Way.WALK_IN, Stage.ATTENDED)


def test_who_cancelled_a_moment_ago_is_refused_although_the_page_saw_them_registered(
    activity: Activity,
) -> None:
    as_seen = party(activity, "张家")
    cancel_registration(registration=Registration.objects.get(pk=as_seen.pk), actor="family")
    assert as_seen.stage == Stage.CONFIRMED
    _refused(activity, "cancelled", registration=as_seen)


def test_who_got_a_place_a_moment_ago_is_signed_in_as_what_it_is_now(activity: Activity) -> None:
    as_seen = party(activity, "王家", stage=Stage.OFFERED)
    move(Registration.objects.get(pk=as_seen.pk), Stage.CONFIRMED, actor="family")
    check_in = _came(activity, registration=as_seen)
    assert check_in.registration is not None
    assert [step.before for step in check_in.registration.steps.order_by("pk")] == [
        Stage.OFFERED,
        Stage.CONFIRMED,
    ]


def test_walk_ins_take_places_until_none_is_left(activity: Activity) -> None:
    Rules.objects.filter(pk=activity.pk).update(places=1)
    came = _came(activity, adults=2, children=1)
    assert came.registration is not None
    assert Rules.objects.get(pk=activity.pk).taken == 1
    _refused(activity, "full")


def test_only_those_who_registered_where_the_rules_say_so(activity: Activity) -> None:
    Rules.objects.filter(pk=activity.pk).update(walk_ins=False)
    _refused(activity, "no_walk_ins")
    _refused(activity, "no_walk_ins", registration=party(activity, stage=Stage.EXPIRED))
    _came(activity, registration=party(activity))


def test_an_open_activity_needs_no_registration(tea_room: Site, activity: Activity) -> None:
    drop_in = plan_ahead(tea_room, title="玩具馆开放", starts=activity.starts_at)
    assert _came(drop_in, "one").registration is None
    with_places(drop_in, 0, way=Places.OPEN)
    drop_in.refresh_from_db()
    assert _came(drop_in, "two").registration is None


def test_signing_in_has_its_hours(
    activity: Activity, operator: User, clock: time_machine.Traveller
) -> None:
    start = activity.starts_at
    assert start is not None
    clock.move_to(start - timedelta(minutes=31))
    _refused(activity, "too_early", method=Method.STAFF_LIST, user=operator)
    clock.move_to(start - timedelta(minutes=30))
    _came(activity, "early enough")
    clock.move_to(start + timedelta(hours=2))
    _came(activity, "just in time")
    clock.move_to(start + timedelta(hours=2, seconds=1))
    for method in (Method.ROTATING, Method.KIOSK, Method.POSTER):
        _refused(activity, "too_late", method=method)


def test_staff_enter_later_with_a_reason_and_it_does_not_count_yet(
    activity: Activity, operator: User, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(hours=4))
    late: dict[str, Any] = {"method": Method.STAFF_LIST, "user": operator}
    _refused(activity, "reason", **late)
    _refused(activity, "too_late", method=Method.STAFF_LIST, reason="没有账号")
    check_in = _came(activity, reason="平板没电", **late)
    activity.refresh_from_db()
    assert (check_in.grade, check_in.counts, activity.state) == (Grade.D, False, State.SCHEDULED)


def test_nobody_but_staff_enters_a_paper_list(activity: Activity) -> None:
    _refused(activity, "too_late", method=Method.PAPER, reason="纸质表")


def test_what_a_tablet_saw_in_time_may_be_told_later(
    activity: Activity, clock: time_machine.Traveller
) -> None:
    seen = timezone.now()
    clock.shift(timedelta(days=2))
    check_in = _came(activity, method=Method.KIOSK, at=seen)
    assert (check_in.at, check_in.grade) == (seen, Grade.B)


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RETURNED])
def test_nobody_signs_in_to_a_plan(activity: Activity, state: State) -> None:
    Activity.objects.filter(pk=activity.pk).update(state=state)
    _refused(activity, "not_open")


def test_nobody_signs_in_to_what_was_called_off_or_closed(activity: Activity) -> None:
    Activity.objects.filter(pk=activity.pk).update(closed_at=timezone.now())
    _refused(activity, "closed")
    Activity.objects.filter(pk=activity.pk).update(state=State.CANCELLED)
    _refused(activity, "cancelled_activity")


@pytest.mark.parametrize(
    ("adults", "children", "code"),
    [(0, 0, "nobody"), (-1, 2, "nobody"), (2, -1, "nobody"), (50, 20, "heads")],
)
def test_somebody_comes_and_not_a_crowd(
    activity: Activity, adults: int, children: int, code: str
) -> None:
    _refused(activity, code, adults=adults, children=children)


def test_a_registration_of_another_activity_is_no_ticket(activity: Activity, taiping: Site) -> None:
    elsewhere = plan_ahead(taiping, title="太平的活动", starts=activity.starts_at)
    _refused(activity, "other_activity", registration=party(elsewhere))


def test_refusals_say_what_next_in_both_languages(activity: Activity) -> None:
    from django.utils.translation import override

    Rules.objects.filter(pk=activity.pk).update(places=0)
    for language in ("zh-hans", "en"):
        with override(language), pytest.raises(NotSignedInError) as refusal:
            _came(activity)
        assert refusal.value.messages[0].isascii() == (language == "en")


def test_a_family_that_walks_in_comes_for_the_first_time_once(
    activity: Activity, zhang_family: Household, chen_family: Household
) -> None:
    other = plan_ahead(activity.site, title="别场", starts=activity.starts_at)
    assert _came(activity, household=zhang_family).first_time
    assert not _came(other, "k2", household=zhang_family).first_time
    assert not _came(other, "k3").first_time  # nobody knows
    assert _came(other, "k4", first_time=True).first_time  # they say so
    registered = party(other, household=chen_family, first_time=True)
    assert _came(other, "k5", registration=registered).first_time


def test_a_family_that_registered_for_two_before_it_came_comes_for_the_first_time_once(
    activity: Activity, zhang_family: Household
) -> None:
    other = plan_ahead(activity.site, title="别场", starts=activity.starts_at)
    both = [party(each, household=zhang_family, first_time=True) for each in (activity, other)]
    first = _came(activity, "k1", registration=both[0])
    second = _came(other, "k2", registration=both[1])
    assert (first.first_time, second.first_time) == (True, False)


def test_when_a_familys_first_sign_in_is_voided_the_next_one_is_its_first(
    activity: Activity, zhang_family: Household, operator: User
) -> None:
    other = plan_ahead(activity.site, title="别场", starts=activity.starts_at)
    first = _came(activity, "k1", household=zhang_family)
    second = _came(other, "k2", household=zhang_family)
    void_check_in(check_in=first, actor=operator, reason="点错了")
    second.refresh_from_db()
    assert second.first_time


class TestFirstTime:
    """A family's earliest sign-in that counts is its first, in whatever order they are written."""

    def test_what_was_a_mistake_when_the_family_registered_takes_nothing(
        self, activity: Activity, zhang_family: Household, operator: User
    ) -> None:
        other = plan_ahead(activity.site, title="别场", starts=activity.starts_at)
        mistake = _came(other, "k1", household=zhang_family)
        registered = party(activity, household=zhang_family, first_time=False)
        void_check_in(check_in=mistake, actor=operator, reason="点错了")
        assert _came(activity, "k2", registration=registered).first_time

    def test_an_earlier_one_confirmed_later_is_the_first_and_the_only_one(
        self, activity: Activity, zhang_family: Household, operator: User, library: User
    ) -> None:
        assert activity.starts_at is not None
        other = plan_ahead(
            activity.site, title="上月", starts=activity.starts_at - timedelta(days=40)
        )
        paper = _came(
            other, "k1", method=Method.PAPER, household=zhang_family, user=operator, reason="纸质表"
        )
        later = _came(activity, "k2", household=zhang_family)
        assert later.first_time  # nothing else counts yet
        confirm_check_in(check_in=paper, actor=library)
        for row in (paper, later):
            row.refresh_from_db()
        assert (paper.first_time, later.first_time) == (True, False)
        months = [Period(other.day, other.day), Period(activity.day, activity.day)]
        assert [ask("first_time_households", each).total.value for each in months] == [1, 0]
