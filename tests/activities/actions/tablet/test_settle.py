"""A person decides what a conflict is worth."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from shufang.activities.actions.registering.stages import move
from shufang.activities.actions.signing_in.void import void_check_in
from shufang.activities.actions.tablet.settle import may_be_kept, settle
from shufang.activities.choices import Grade, Stage, State
from shufang.activities.models import Activity, CheckIn, Device, Rules, TabletEntry
from shufang.activities.queries.tablet.state import conflicts_of
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from tests.cast import make_family
from tests.factories.planned import plan_ahead, under_way, with_places
from tests.factories.tablets import entry, expect_party, make_tablet, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    return under_way(tea_room)


@pytest.fixture
def device(operator: User, tea_room: Site) -> Device:
    return make_tablet(operator, tea_room).device


@pytest.fixture
def twice(activity: Activity, device: Device) -> TabletEntry:
    """A party that signed in twice, with more heads the second time."""
    party = expect_party(activity)
    send(device, entry(activity, 1, registration=party, children=1))
    send(device, entry(activity, 2, registration=party, children=3))
    return TabletEntry.objects.get(outcome="conflict")


def test_not_counted_leaves_the_first(operator: User, twice: TabletEntry) -> None:
    settle(actor=operator, entry=twice, keep=False, reason="重复")
    assert CheckIn.objects.get(voided_at=None).children == 1
    twice.refresh_from_db()
    assert (twice.kept, twice.reason, twice.settled_by) == (False, "重复", operator)
    assert not conflicts_of(twice.device).exists()
    assert LogEntry.objects.filter(deed="activities.ignore_tablet_entry").exists()


def test_counted_takes_the_tablets_head_count(operator: User, twice: TabletEntry) -> None:
    settle(actor=operator, entry=twice, keep=True, reason="三个孩子都来了")
    assert CheckIn.objects.get(voided_at=None).children == 3
    assert CheckIn.objects.count() == 2


def test_twice_is_refused(operator: User, twice: TabletEntry) -> None:
    settle(actor=operator, entry=twice, keep=False, reason="重复")
    with pytest.raises(ValidationError):
        settle(actor=operator, entry=twice, keep=True, reason="还是计入")
    assert CheckIn.objects.get(voided_at=None).children == 1


def test_a_reason_is_owed(operator: User, twice: TabletEntry) -> None:
    with pytest.raises(ValidationError):
        settle(actor=operator, entry=twice, keep=False, reason=" ")
    assert conflicts_of(twice.device).exists()


def test_a_time_that_nobody_knows_becomes_a_later_entry(
    operator: User, activity: Activity, device: Device
) -> None:
    """Grade D: it counts when a second person has confirmed it."""
    body = entry(activity, page="00000000000000bb", offset=86_400_000)
    send(device, body)
    settle(actor=operator, entry=TabletEntry.objects.get(), keep=True, reason="看到他们来了")
    check_in = CheckIn.objects.get()
    assert check_in.grade == Grade.D
    assert not check_in.counts


def test_what_came_in_as_a_walk_in_can_be_taken_back(
    operator: User, activity: Activity, device: Device
) -> None:
    party = expect_party(activity)
    move(party, Stage.CANCELLED, actor="family", quietly=True)
    send(device, entry(activity, registration=party))
    settle(actor=operator, entry=TabletEntry.objects.get(), keep=False, reason="没有来")
    assert not CheckIn.objects.filter(voided_at=None).exists()


def test_or_left_as_it_was_counted(operator: User, activity: Activity, device: Device) -> None:
    party = expect_party(activity)
    move(party, Stage.CANCELLED, actor="family", quietly=True)
    send(device, entry(activity, registration=party))
    counted = CheckIn.objects.get()
    settle(actor=operator, entry=TabletEntry.objects.get(), keep=True, reason="来了")
    assert CheckIn.objects.get() == counted
    assert counted.counts


def test_who_left_before_the_list_says_they_came_is_signed_out_in_the_end(
    operator: User, activity: Activity, device: Device
) -> None:
    """Two families walked in; of one the leaving came first, from another tablet."""
    came, left = entry(activity, 1), entry(activity, 2, kind="out", adults=0, children=0)
    left["sign_in"] = came["nonce"]
    send(device, left)
    conflict = TabletEntry.objects.get()
    with pytest.raises(ValidationError) as refusal:
        settle(actor=operator, entry=conflict, keep=True, reason="走了")
    assert refusal.value.code == "no_sign_in"
    send(device, entry(activity, 3), came)
    settle(actor=operator, entry=conflict, keep=True, reason="走了")
    gone = CheckIn.objects.get(left_at__isnull=False)
    assert gone.key == f"tablet {came['nonce']}"
    assert CheckIn.objects.filter(left_at=None).count() == 1


def test_a_cancelled_activity_counts_nobody(
    operator: User, activity: Activity, device: Device
) -> None:
    Activity.objects.filter(pk=activity.pk).update(state=State.CANCELLED)
    send(device, entry(activity))
    conflict = TabletEntry.objects.get()
    assert not may_be_kept(conflict)
    with pytest.raises(ValidationError):
        settle(actor=operator, entry=conflict, keep=True, reason="来了")
    settle(actor=operator, entry=conflict, keep=False, reason="活动取消")


@pytest.fixture
def crowded(tea_room: Site) -> Activity:
    """One place, and it is taken."""
    activity = plan_ahead(tea_room, starts=timezone.now() - timedelta(minutes=10))
    with_places(activity, 1)
    expect_party(activity, "13800000001")
    return activity


def test_who_was_in_a_full_room_is_counted_beyond_its_places(
    operator: User, crowded: Activity, device: Device
) -> None:
    """They signed in at the tablet in time: as good a proof as others'. No place is sold twice."""
    send(device, entry(crowded, children=2))
    settle(actor=operator, entry=TabletEntry.objects.get(), keep=True, reason="断网时进来的")
    check_in = CheckIn.objects.get()
    assert (check_in.grade, check_in.counts, check_in.children) == (Grade.B, True, 2)
    assert check_in.reason == "断网时进来的"
    assert check_in.registration is not None
    assert (check_in.registration.takes, Rules.objects.get().taken) == (0, 1)
    void_check_in(check_in=check_in, actor=operator, reason="看错了")
    check_in.registration.refresh_from_db()
    assert (check_in.registration.stage, Rules.objects.get().taken) == (Stage.CANCELLED, 1)


@pytest.mark.parametrize("stage", [Stage.WAITING, Stage.APPLIED])
def test_a_family_that_waited_and_was_in_waits_no_longer(
    operator: User, crowded: Activity, device: Device, stage: Stage
) -> None:
    family = make_family("孙家", "13800000002")
    waits = expect_party(crowded, household=family, stage=stage)
    Rules.objects.update(waiting=int(stage == Stage.WAITING))
    send(device, entry(crowded, registration=waits))
    settle(actor=operator, entry=TabletEntry.objects.get(), keep=True, reason="断网时进来的")
    waits.refresh_from_db()
    assert waits.stage == Stage.CANCELLED
    check_in = CheckIn.objects.get()
    assert (check_in.household, check_in.grade) == (family, Grade.B)
    rules = Rules.objects.get()
    assert (rules.taken, rules.waiting) == (1, 0)


def test_who_was_in_without_the_registration_that_is_wanted_is_entered_later(
    operator: User, activity: Activity, device: Device
) -> None:
    Rules.objects.update(walk_ins=False)
    send(device, entry(activity))
    settle(actor=operator, entry=TabletEntry.objects.get(), keep=True, reason="在场")
    assert CheckIn.objects.get().grade == Grade.D


def test_leaving_is_noted_when_the_arrival_came_later(
    operator: User, activity: Activity, device: Device
) -> None:
    party = expect_party(activity)
    left = entry(activity, 2, registration=party, kind="out", adults=0, children=0)
    send(device, left)
    conflict = TabletEntry.objects.get()
    with pytest.raises(ValidationError):
        settle(actor=operator, entry=conflict, keep=True, reason="走了")
    send(device, entry(activity, 1, registration=party, at=timezone.now() - timedelta(minutes=5)))
    settle(actor=operator, entry=conflict, keep=True, reason="走了")
    assert CheckIn.objects.get().left_at is not None


def test_who_was_refused_stays_refused(operator: User, activity: Activity, device: Device) -> None:
    send(device, {"nonce": 1})
    with pytest.raises(ValidationError):
        settle(actor=operator, entry=TabletEntry.objects.get(), keep=True, reason="来了")
