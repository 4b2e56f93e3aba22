"""Hold after all what was called off by mistake."""

from django.db import transaction
from django.utils import timezone

from shufang.activities.actions.planning.change_plan import hold_with_sites
from shufang.activities.actions.planning.plan_activity import HOLD
from shufang.activities.actions.planning.refusals import refuse_lost_place, refuse_unless
from shufang.activities.choices import Decision, State
from shufang.activities.facts import touch_activity
from shufang.activities.models import Activity
from shufang.activities.news import ActivityRestored
from shufang.people.models import User
from shufang.shared.announce import announce
from shufang.shared.models import log
from shufang.shared.reasons import refuse_without


def restore_plan(*, actor: User, activity: Activity, reason: str) -> None:
    """It has its place and time again, and with it whoever calling it off had ended; they are
    told. What was approved stays approved; any other plan is a draft with a new hold. A reason is
    owed.

    Refused (ValidationError): what is not called off, or past; (SlotError) a place and time that
    can't be had any more.
    """
    reason = refuse_without(reason)
    with transaction.atomic():
        hold_with_sites(activity)
        refuse_unless(activity, State.CANCELLED)
        refuse_lost_place(activity)
        approved = _was_approved(activity)
        activity.state = State.SCHEDULED if approved else State.DRAFT
        activity.hold_until = None if approved else timezone.now() + HOLD
        activity.sequence += 1
        activity.save(update_fields=["state", "hold_until", "sequence"])
        log(
            actor=actor,
            deed="activities.restore_plan",
            subject=activity,
            reason=reason,
            detail={"state": [State.CANCELLED.value, str(activity.state)]},
        )
        touch_activity(activity)
        if approved:
            announce(ActivityRestored(activity))


def _was_approved(activity: Activity) -> bool:
    """Only what is approved is published; else the last word on its plan counts."""
    said = activity.comments.exclude(decision=Decision.COMMENT).order_by("-at", "-pk").first()
    return activity.published_at is not None or (
        said is not None and said.decision == Decision.APPROVE
    )
