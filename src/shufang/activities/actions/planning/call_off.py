"""Call off what was planned."""

from django.db import transaction

from shufang.activities.actions.planning.refusals import refuse_over
from shufang.activities.choices import State
from shufang.activities.facts import touch_activity
from shufang.activities.models import Activity
from shufang.activities.news import ActivityCancelled
from shufang.people.models import User
from shufang.shared.announce import announce
from shufang.shared.holding import hold
from shufang.shared.models import log
from shufang.shared.reasons import refuse_without


def call_off(*, actor: User, activity: Activity, reason: str) -> None:
    """It will not be held: its place is free, those who registered are told. A reason is owed.

    Refused (ValidationError): what was held, called off before, or has sign-ins.
    """
    reason = refuse_without(reason)
    with transaction.atomic():
        hold(activity)
        refuse_over(activity)
        before, activity.state = activity.state, State.CANCELLED
        activity.hold_until = None
        activity.sequence += 1
        activity.save(update_fields=["state", "hold_until", "sequence"])
        log(
            actor=actor,
            deed="activities.call_off",
            subject=activity,
            reason=reason,
            detail={"state": [str(before), State.CANCELLED.value]},
        )
        touch_activity(activity)
        if before == State.SCHEDULED:
            announce(ActivityCancelled(activity))
