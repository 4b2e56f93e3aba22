"""What was called off by mistake is held after all, with everybody who had registered."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from shufang.activities.actions.erase_family import erase_family
from shufang.activities.actions.planning.approve import submit_plan
from shufang.activities.actions.planning.call_off import call_off
from shufang.activities.actions.planning.refusals import SlotError
from shufang.activities.actions.planning.restore import restore_plan
from shufang.activities.actions.registering.cancel import cancel_registration
from shufang.activities.actions.registering.end_with_activity import end_left_behind
from shufang.activities.actions.registering.register import Kid, Party, register
from shufang.activities.actions.registering.stages import move
from shufang.activities.choices import Stage, State, Why
from shufang.activities.models import Activity, Registration, Rules
from shufang.outbox.models import Message
from shufang.outbox.templates import template
from shufang.people.models import Household, User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from tests.factories.drafts import plan
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db


def in_three_days() -> datetime:
    return timezone.localtime().replace(hour=10, minute=0, second=0) + timedelta(days=3)


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    """Two places, published; far enough ahead for offers."""
    found = plan_ahead(tea_room, starts=in_three_days())
    with_places(found, 2)
    return found


def come(activity: Activity, number: int, household: Household | None = None) -> Registration:
    return register(
        activity=Activity.objects.select_related("rules", "site").get(pk=activity.pk),
        party=Party(1, (Kid(f"孩{number}", timezone.localdate().year - 6, 1),)),
        phone="" if household else f"1380000{number:04}",
        household=household,
        name=f"家{number}",
    )


def stages(activity: Activity) -> list[str]:
    return list(activity.registrations.order_by("number").values_list("stage", flat=True))


def said(name: str) -> list[str]:
    """What would be sent by this template now."""
    made = template(name)
    assert made is not None
    texts = [made.text(message) for message in Message.objects.filter(template=name)]
    return [text.body for text in texts if text is not None]


def by_mistake(operator: User, activity: Activity) -> None:
    call_off(actor=operator, activity=activity, reason="点错了")
    activity.refresh_from_db()


def test_everybody_is_where_they_were_and_is_told(operator: User, activity: Activity) -> None:
    parties = [come(activity, number) for number in range(1, 6)]
    cancel_registration(registration=parties[4], actor="family")
    before = stages(activity)
    assert before == [Stage.CONFIRMED] * 2 + [Stage.WAITING] * 2 + [Stage.CANCELLED]
    by_mistake(operator, activity)
    assert set(stages(activity)) == {Stage.CANCELLED}
    restore_plan(actor=operator, activity=activity, reason="点错了")
    assert stages(activity) == before
    rules = Rules.objects.get()
    assert (rules.taken, rules.waiting) == (2, 2)
    activity.refresh_from_db()
    assert (activity.state, activity.sequence) == (State.SCHEDULED, 2)
    assert activity.published_at is not None
    assert said("activity_called_off") == []  # not sent yet, and not true any more
    assert len(said("activity_restored")) == 4
    assert "照常举办" in said("activity_restored")[0]
    assert parties[0].steps.order_by("-pk")[0].why == Why.RESTORED
    assert LogEntry.objects.get(deed="activities.restore_plan").reason == "点错了"


def test_who_had_an_offer_gets_one_anew(operator: User, activity: Activity) -> None:
    first, _second, third = (come(activity, number) for number in range(1, 4))
    cancel_registration(registration=first, actor="family")
    third.refresh_from_db()
    assert third.stage == Stage.OFFERED
    by_mistake(operator, activity)
    restore_plan(actor=operator, activity=activity, reason="点错了")
    third.refresh_from_db()
    assert third.stage == Stage.OFFERED
    assert third.offered_until is not None
    assert Rules.objects.get().taken == 2


def test_who_registered_in_the_very_moment_waits(operator: User, activity: Activity) -> None:
    first, second = come(activity, 1), come(activity, 2)
    as_read_before = Activity.objects.select_related("rules", "site").get()
    by_mistake(operator, activity)
    kid = Kid("孩3", timezone.localdate().year - 6, 1)
    late = register(activity=as_read_before, party=Party(1, (kid,)), phone="13800000003")
    end_left_behind()
    restore_plan(actor=operator, activity=activity, reason="点错了")
    for each, stage in ((first, "confirmed"), (second, "confirmed"), (late, "waiting")):
        each.refresh_from_db()
        assert each.stage == stage


def test_an_erased_family_stays_away(
    operator: User, activity: Activity, zhang_family: Household
) -> None:
    come(activity, 1, zhang_family)
    by_mistake(operator, activity)
    erase_family(zhang_family)
    restore_plan(actor=operator, activity=activity, reason="点错了")
    assert stages(activity) == [Stage.CANCELLED]
    assert Rules.objects.get().taken == 0


def test_nothing_else_brings_a_cancelled_registration_back(activity: Activity) -> None:
    made = come(activity, 1)
    cancel_registration(registration=made, actor="family")
    made.refresh_from_db()
    for to in set(Stage) - {Stage.CANCELLED}:
        with pytest.raises(ValidationError):
            move(made, to, actor="family")


def test_a_place_that_somebody_else_has_is_lost(
    operator: User, activity: Activity, tea_room: Site
) -> None:
    by_mistake(operator, activity)
    plan(operator, tea_room, day=activity.day)  # from ten to eleven, too
    with pytest.raises(SlotError, match="已留给"):
        restore_plan(actor=operator, activity=activity, reason="点错了")
    activity.refresh_from_db()
    assert activity.state == State.CANCELLED


@pytest.mark.parametrize("sent", [False, True])
def test_what_was_not_approved_is_a_draft_again(
    operator: User, tea_room: Site, *, sent: bool
) -> None:
    made = plan(operator, tea_room)
    if sent:
        submit_plan(actor=operator, activity=made)
    by_mistake(operator, made)
    assert made.hold_until is None
    restore_plan(actor=operator, activity=made, reason="还是要办")
    made.refresh_from_db()
    assert made.state == State.DRAFT
    assert made.hold_until is not None
    assert not Message.objects.exists()


def test_a_reason_is_owed_and_what_is_on_or_past_is_refused(
    operator: User, activity: Activity
) -> None:
    with pytest.raises(ValidationError, match="已安排"):
        restore_plan(actor=operator, activity=activity, reason="没取消")
    by_mistake(operator, activity)
    with pytest.raises(ValidationError, match="原因"):
        restore_plan(actor=operator, activity=activity, reason=" ")
    assert activity.ends_at is not None
    with (
        time_machine.travel(activity.ends_at + timedelta(days=1), tick=False),
        pytest.raises(ValidationError, match="已经过去"),
    ):
        restore_plan(actor=operator, activity=activity, reason="晚了")
