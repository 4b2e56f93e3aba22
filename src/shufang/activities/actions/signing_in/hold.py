"""An activity at which somebody was counted was held."""

from django.utils.translation import gettext as _

from shufang.activities.actions.signing_in.refusals import NotSignedInError
from shufang.activities.choices import State
from shufang.activities.facts import touch_activity
from shufang.activities.models import Activity
from shufang.activities.queries.signing_in.heads import somebody_counted
from shufang.shared.models import log


def mark_held(activity: Activity) -> None:
    """Scheduled becomes held, once, inside the caller's transaction and after the check-in is
    written: whoever takes it back at the same moment then sees the one or the other.

    Refused (`cancelled_activity`) where somebody has called it off meanwhile.
    """
    turned = Activity.objects.filter(pk=activity.pk, state=State.SCHEDULED).update(state=State.HELD)
    if not turned and activity.state == State.HELD:
        return
    activity.refresh_from_db(fields=["state"])
    if activity.state == State.CANCELLED:
        raise NotSignedInError(_("这场活动已取消，不能签到。"), "cancelled_activity")
    if turned:
        log(
            actor=None,
            deed="activities.hold",
            subject=activity,
            detail={"state": [State.SCHEDULED.value, State.HELD.value]},
        )
        touch_activity(activity)


def take_back_held(activity: Activity) -> None:
    """Held becomes scheduled again when the last one who was counted was a mistake and the
    activity was planned here; what a ledger states as held stays so."""
    if activity.closed_at or hasattr(activity, "stated"):
        return
    # A check-in that is just being written refers to the row: either it shows after this, or it
    # waits, and marks the activity held again.
    Activity.objects.select_for_update().get(pk=activity.pk)
    if somebody_counted(activity):
        return
    if Activity.objects.filter(
        pk=activity.pk, state=State.HELD, starts_at__isnull=False, published_at__isnull=False
    ).update(state=State.SCHEDULED):
        activity.state = State.SCHEDULED
        log(
            actor=None,
            deed="activities.hold",
            subject=activity,
            detail={"state": [State.HELD.value, State.SCHEDULED.value]},
        )
        touch_activity(activity)
