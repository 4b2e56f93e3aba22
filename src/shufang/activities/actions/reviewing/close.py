"""Close an activity when its review is whole, or open it again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.choices import State
from shufang.activities.facts import touch_activity
from shufang.activities.models import Activity
from shufang.activities.news import ActivityClosed
from shufang.activities.queries.reviewing.missing import missing
from shufang.people.models import User
from shufang.shared.announce import announce
from shufang.shared.holding import hold
from shufang.shared.models import log
from shufang.shared.reasons import refuse_without


def close_activity(*, actor: User, activity: Activity) -> None:
    """The activity is over, counted and looked back on: it is held, and nothing of it changes any
    more. Closing twice is closing once.

    Refused (ValidationError): anything `queries.reviewing.missing` names, all of it at once.
    """
    with transaction.atomic():
        hold(activity)
        if activity.closed_at is not None:
            return
        lacks = missing(activity)
        if lacks:
            raise ValidationError([ValidationError(each.text, code=each.code) for each in lacks])
        before = activity.state
        activity.state, activity.closed_at = State.HELD, timezone.now()
        activity.save(update_fields=["state", "closed_at"])
        detail = {} if before == State.HELD else {"state": [before, State.HELD.value]}
        log(actor=actor, deed="activities.close", subject=activity, detail=detail)
        touch_activity(activity)
        announce(ActivityClosed(activity))


def reopen_activity(*, actor: User, activity: Activity, reason: str) -> None:
    """Something about a closed activity has to change. A reason is owed."""
    reason = refuse_without(reason)
    with transaction.atomic():
        hold(activity)
        if activity.closed_at is None:
            raise ValidationError(_("这场活动没有结项。"))
        activity.closed_at = None
        activity.save(update_fields=["closed_at"])
        log(actor=actor, deed="activities.reopen", subject=activity, reason=reason)
