"""Cancel an activity, or take the cancellation back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.refusals import refuse_closed
from shufang.activities.actions.signing_in.first_time import settle_first_time
from shufang.activities.choices import AHEAD, State
from shufang.activities.facts import touch_activity
from shufang.activities.models import Activity
from shufang.people.models import User
from shufang.shared.holding import hold
from shufang.shared.models import log
from shufang.shared.reasons import refuse_without


def cancel_activity(*, actor: User, activity: Activity, reason: str) -> None:
    """The activity was not held: no figure counts it, its row stays. A reason is owed.

    Refused (ValidationError): what is still planned, for that is called off in its plan; what is
    closed.
    """
    _turn(activity, State.CANCELLED, actor=actor, deed="activities.cancel", reason=reason)


def restore_activity(*, actor: User, activity: Activity, reason: str) -> None:
    """The activity was held after all. A reason is owed."""
    _turn(activity, State.HELD, actor=actor, deed="activities.restore", reason=reason)


def _turn(activity: Activity, state: State, *, actor: User, deed: str, reason: str) -> None:
    reason = refuse_without(reason)
    with transaction.atomic():
        hold(activity)
        if activity.state == state:
            return
        refuse_closed(activity)
        if activity.state in AHEAD or activity.day > timezone.localdate():
            raise ValidationError(_("这一场还没有举办，请在它的策划方案里取消或改期。"))
        before, activity.state = activity.state, state
        activity.changed_at = timezone.now()
        activity.sequence += 1
        activity.save(update_fields=["state", "changed_at", "sequence"])
        log(
            actor=actor,
            deed=deed,
            subject=activity,
            reason=reason,
            detail={"state": [before, state.value]},
        )
        touch_activity(activity)
        came = activity.check_ins.filter(household__isnull=False).order_by()
        for household in set(came.values_list("household_id", flat=True)):
            settle_first_time(household)
