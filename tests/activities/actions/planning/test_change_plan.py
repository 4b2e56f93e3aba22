"""Changing and moving: the hold moves along, approved activities stay approved and tell."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from shufang.activities.actions.planning.approve import approve_plan, submit_plan
from shufang.activities.actions.planning.call_off import call_off
from shufang.activities.actions.planning.change_plan import change_plan, move_activity
from shufang.activities.actions.planning.draft import draft_of
from shufang.activities.actions.planning.refusals import SlotError
from shufang.activities.choices import Grade, Method, Places, Stage, State
from shufang.activities.models import Activity, CheckIn, Registration
from shufang.activities.news import ActivityCancelled, ActivityMoved, ActivityPublished
from shufang.lake.models import Touch
from shufang.people.models import User
from shufang.places.models import Site, Zone
from shufang.shared import announce
from shufang.shared.models import LogEntry
from tests.factories.at_the_door import party
from tests.factories.drafts import ahead, plan
from tests.meanwhile import meanwhile

NEWS = (ActivityMoved, ActivityCancelled, ActivityPublished)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the news that were told."""
    found: list[str] = []
    hearers = {kind: [lambda news: found.append(type(news).__name__)] for kind in NEWS}
    monkeypatch.setattr(announce, "_hearers", hearers)
    return found


@pytest.fixture
def approved(operator: User, library: User, tea_room: Site) -> Activity:
    made = plan(operator, tea_room, rules={"way": Places.FIRST_COME, "places": 10})
    submit_plan(actor=operator, activity=made)
    approve_plan(actor=library, activity=made)
    return made


def at(hour: int, days: int = 7) -> datetime:
    return timezone.make_aware(datetime.combine(ahead(days), time(hour)))


def test_moving_an_approved_activity_moves_its_hold_and_tells(
    operator: User, tea_room: Site, approved: Activity, heard: list[str]
) -> None:
    move_activity(actor=operator, activity=approved, starts=at(15), ends=at(16), zone=None)
    now = Activity.objects.get(pk=approved.pk)
    assert (now.state, now.starts_at, now.sequence) == (State.SCHEDULED, at(15), 1)
    assert heard == ["ActivityMoved"]
    plan(operator, tea_room, title="原来的时间空了")
    with pytest.raises(SlotError):
        plan(operator, tea_room, title="新的时间有人", starts=time(15), ends=time(16))


def test_a_place_in_another_room_is_none_of_this_one(
    operator: User, taiping: Site, approved: Activity
) -> None:
    elsewhere = Zone.objects.create(site=taiping, name="儿童区")
    with pytest.raises(ValidationError, match="不在所选的书房"):
        move_activity(actor=operator, activity=approved, starts=at(15), ends=at(16), zone=elsewhere)
    now = Activity.objects.get(pk=approved.pk)
    assert (now.zone, now.starts_at) == (None, at(10))


def test_registrations_are_counted_on_the_new_day_and_no_more_on_the_old(
    operator: User, approved: Activity
) -> None:
    party(approved)
    Touch.objects.all().delete()
    old, new = approved.day, ahead(40)
    move_activity(actor=operator, activity=approved, starts=at(10, 40), ends=at(11, 40), zone=None)
    touched = {touch.month for touch in Touch.objects.filter(fact="registrations")}
    assert touched == {old.replace(day=1), new.replace(day=1)}


def test_more_places_are_logged_and_nobody_is_told_to_come_elsewhere(
    operator: User, approved: Activity, heard: list[str]
) -> None:
    draft = draft_of(approved)
    more = replace(draft, rules={**draft.rules, "places": 12})
    assert change_plan(actor=operator, activity=approved, draft=more) == {"places": ["10", "12"]}
    approved.refresh_from_db()
    assert (approved.rules.places, approved.sequence) == (12, 1)
    assert heard == []
    assert LogEntry.objects.get(deed="activities.change_plan").detail["places"] == ["10", "12"]


def test_an_age_limit_below_the_other_is_refused_though_nothing_moves(
    operator: User, approved: Activity
) -> None:
    draft = replace(draft_of(approved), age_from=12, age_to=4)
    with pytest.raises(ValidationError) as refusal:
        change_plan(actor=operator, activity=approved, draft=draft)
    assert list(refusal.value.message_dict) == ["age_to"]


def test_a_draft_that_moves_tells_nobody(operator: User, tea_room: Site, heard: list[str]) -> None:
    made = plan(operator, tea_room)
    move_activity(actor=operator, activity=made, starts=at(15), ends=at(16), zone=None)
    assert heard == []
    assert Activity.objects.get().sequence == 0


def test_registration_opens_and_closes_with_the_activity_that_moves(
    operator: User, tea_room: Site
) -> None:
    made = plan(operator, tea_room, rules={"way": "first", "places": 5, "opens_days": 2})
    move_activity(actor=operator, activity=made, starts=at(10, 9), ends=at(11, 9), zone=None)
    assert Activity.objects.get().rules.opens_at == at(10, 9) - timedelta(days=2)


def test_a_move_onto_another_activity_changes_nothing(
    operator: User, tea_room: Site, approved: Activity, heard: list[str]
) -> None:
    plan(operator, tea_room, title="手工", starts=time(15), ends=time(16))
    with pytest.raises(SlotError, match="手工"):
        move_activity(actor=operator, activity=approved, starts=at(15), ends=at(16), zone=None)
    assert Activity.objects.get(pk=approved.pk).starts_at == at(10)
    assert heard == []


def test_fewer_places_than_are_taken_are_refused(operator: User, approved: Activity) -> None:
    approved.rules.taken = 8
    approved.rules.save()
    draft = draft_of(approved)
    with pytest.raises(ValidationError, match="8"):
        change_plan(
            actor=operator,
            activity=approved,
            draft=replace(draft, rules={**draft.rules, "places": 7}),
        )
    assert Activity.objects.get().rules.places == 10


def test_how_places_are_given_out_is_settled_once_somebody_registered(
    operator: User, approved: Activity
) -> None:
    Registration.objects.create(
        activity=approved, stage=Stage.CONFIRMED, number=1, takes=1, token="t"
    )
    draft = draft_of(approved)
    with pytest.raises(ValidationError, match="名额方式"):
        change_plan(
            actor=operator,
            activity=approved,
            draft=replace(draft, rules={**draft.rules, "way": Places.DRAW}),
        )


@pytest.mark.parametrize("over", ["held", "cancelled", "signed in"])
def test_what_is_over_is_not_planned_any_more(
    operator: User, approved: Activity, over: str
) -> None:
    if over == "signed in":
        CheckIn.objects.create(
            activity=approved, grade=Grade.A, method=Method.STAFF_LIST, key="k", adults=1
        )
    else:
        Activity.objects.update(state=over)
    with pytest.raises(ValidationError, match="不能再改"):
        move_activity(actor=operator, activity=approved, starts=at(15), ends=at(16), zone=None)
    with pytest.raises(ValidationError, match="不能再改"):
        call_off(actor=operator, activity=approved, reason="下雨")
    assert Activity.objects.get().starts_at == at(10)


def test_calling_off_frees_the_place_and_tells(
    operator: User, tea_room: Site, approved: Activity, heard: list[str]
) -> None:
    with pytest.raises(ValidationError, match="原因"):
        call_off(actor=operator, activity=approved, reason=" ")
    call_off(actor=operator, activity=approved, reason="老师生病")
    now = Activity.objects.get()
    assert (now.state, now.sequence) == (State.CANCELLED, 1)
    assert heard == ["ActivityCancelled"]
    assert LogEntry.objects.get(deed="activities.call_off").reason == "老师生病"
    assert plan(operator, tea_room, title="别的活动")


def test_a_draft_that_is_given_up_tells_nobody(
    operator: User, tea_room: Site, heard: list[str]
) -> None:
    call_off(actor=operator, activity=plan(operator, tea_room), reason="不办了")
    assert heard == []


@pytest.mark.django_db(transaction=True)
def test_of_two_that_move_to_one_place_at_once_one_wins(operator: User, tea_room: Site) -> None:
    zone = Zone.objects.create(site=tea_room, name="儿童区")
    first = plan(operator, tea_room, title="甲", zone=zone)
    second = plan(operator, tea_room, title="乙", zone=zone, starts=time(13), ends=time(14))

    def move(activity: Activity) -> None:
        move_activity(actor=operator, activity=activity, starts=at(16), ends=at(17), zone=zone)

    with meanwhile(lambda: move(first)), pytest.raises(SlotError, match="甲"):
        move(Activity.objects.get(pk=second.pk))
    assert Activity.objects.filter(starts_at=at(16)).count() == 1
