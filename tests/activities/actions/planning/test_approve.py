"""Operator submits, library approves or sends back; readers see what is published."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from shufang.activities.actions.planning.approve import (
    approve_plan,
    comment_on_plan,
    return_plan,
    submit_plan,
)
from shufang.activities.actions.planning.hold_place import end_holds, renew_hold
from shufang.activities.actions.planning.publish import publish_activity, unpublish_activity
from shufang.activities.actions.planning.refusals import SlotError
from shufang.activities.choices import Stage, State
from shufang.activities.models import Activity, Registration
from shufang.activities.queries.public import shown_to_readers
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.models import LogEntry
from tests.factories.drafts import ahead, plan


@pytest.fixture
def draft(operator: User, tea_room: Site) -> Activity:
    return plan(operator, tea_room, day=ahead(40))


def test_the_way_to_approval_is_kept_with_who_said_what(
    operator: User, library: User, draft: Activity
) -> None:
    submit_plan(actor=operator, activity=draft, text="请审")
    return_plan(actor=library, activity=draft, text="预算没有写")
    comment_on_plan(actor=operator, activity=draft, text="这就补")
    submit_plan(actor=operator, activity=draft)
    approve_plan(actor=library, activity=draft)
    said = [(c.decision, c.text, str(c.user)) for c in draft.comments.all()]
    assert said == [
        ("submit", "请审", "李运营"),
        ("return", "预算没有写", "王馆长"),
        ("comment", "这就补", "李运营"),
        ("submit", "", "李运营"),
        ("approve", "", "王馆长"),
    ]
    now = Activity.objects.get()
    assert (now.state, now.hold_until) == (State.SCHEDULED, None)
    assert LogEntry.objects.filter(deed="activities.approve_plan").count() == 1


def test_a_remark_without_a_word_is_none(library: User, draft: Activity) -> None:
    with pytest.raises(ValidationError, match="意见"):
        comment_on_plan(actor=library, activity=draft, text=" \n")
    assert not draft.comments.exists()
    comment_on_plan(actor=library, activity=draft, text="很好")
    assert LogEntry.objects.get(deed="activities.comment_on_plan").actor == "王馆长"


def test_nothing_is_approved_that_was_not_submitted(library: User, draft: Activity) -> None:
    with pytest.raises(ValidationError, match="草稿"):
        approve_plan(actor=library, activity=draft)
    assert Activity.objects.get().state == State.DRAFT


def test_sending_back_without_a_word_is_refused(
    operator: User, library: User, draft: Activity
) -> None:
    submit_plan(actor=operator, activity=draft)
    with pytest.raises(ValidationError, match="要改什么"):
        return_plan(actor=library, activity=draft, text=" ")


def test_a_hold_ends_by_the_clock_and_can_be_renewed(
    operator: User, tea_room: Site, draft: Activity
) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        assert end_holds() == 1
        assert end_holds() == 0
        draft.refresh_from_db()
        assert draft.hold_until is None
        renew_hold(actor=operator, activity=draft)
        assert draft.hold_until == timezone.now() + timedelta(days=14)
        assert end_holds() == 0
    assert LogEntry.objects.filter(deed="activities.end_hold", actor="shufang").count() == 1


def test_who_lost_the_place_to_another_is_told_which_one(
    operator: User, library: User, tea_room: Site, draft: Activity
) -> None:
    submit_plan(actor=operator, activity=draft)
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        end_holds()
        plan(operator, tea_room, title="后来的", day=draft.day)
        with pytest.raises(SlotError, match="后来的"):
            renew_hold(actor=operator, activity=draft)
        with pytest.raises(SlotError, match="后来的"):
            approve_plan(actor=library, activity=draft)
    assert Activity.objects.get(pk=draft.pk).state == State.SUBMITTED


def test_readers_see_what_is_approved_and_published_and_nothing_else(
    operator: User, library: User, draft: Activity
) -> None:
    with pytest.raises(ValidationError):
        publish_activity(actor=operator, activity=draft)
    submit_plan(actor=operator, activity=draft)
    approve_plan(actor=library, activity=draft)
    assert not Activity.objects.filter(shown_to_readers()).exists()
    publish_activity(actor=operator, activity=draft)
    assert Activity.objects.filter(shown_to_readers()).exists()
    unpublish_activity(actor=operator, activity=draft)
    assert not Activity.objects.filter(shown_to_readers()).exists()


def test_what_somebody_registered_for_is_not_just_taken_down(
    operator: User, library: User, draft: Activity
) -> None:
    submit_plan(actor=operator, activity=draft)
    approve_plan(actor=library, activity=draft)
    publish_activity(actor=operator, activity=draft)
    kept = Registration.objects.create(
        activity=draft, stage=Stage.CONFIRMED, number=1, takes=1, token="t"
    )
    with pytest.raises(ValidationError, match="已经有人报名"):
        unpublish_activity(actor=operator, activity=draft)
    kept.stage = Stage.CANCELLED
    kept.save()
    unpublish_activity(actor=operator, activity=draft)
