"""Correct what is recorded about an activity."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.details import Details, stated_count_of
from shufang.activities.actions.refusals import check, refuse_closed
from shufang.activities.choices import CountSource
from shufang.activities.facts import touch_activity
from shufang.activities.models import Activity, HeadCount
from shufang.people.models import User
from shufang.shared.holding import hold
from shufang.shared.models import log
from shufang.shared.reasons import refuse_without

PLACE_AND_TIME = {"site", "day", "starts", "ends"}
COUNTS = {"sign_ins", "adults", "children", "attendees", "estimated"}


def correct_activity(
    *, actor: User, activity: Activity, details: Details, reason: str
) -> dict[str, list[str]]:
    """Change an activity and say why; gives field -> [before, after], empty when nothing differs.

    Counts that a person changes are stated by staff from then on. Refused (ValidationError): no
    reason, a closed activity, another place or time where families have signed in (their grade
    follows from it) or heads were counted, and whatever `refusals.check` refuses.
    """
    with transaction.atomic():
        hold(details.site)  # before the activity, as whoever plans does: nobody waits in a ring
        hold(activity)
        before = Details.of(activity)
        changes = details.changes_from(before)
        if not changes:
            return {}
        reason = refuse_without(reason)
        refuse_closed(activity)
        if changes.keys() & PLACE_AND_TIME:
            _refuse_seen(activity)
        check(details, itself=activity)
        stated = stated_count_of(activity)
        details.write_to(activity, stated)
        activity.changed_at = timezone.now()
        activity.sequence += 1
        activity.save()
        if changes.keys() & COUNTS:
            stated.source = CountSource.STAFF
            stated.save()
        log(
            actor=actor,
            deed="activities.correct",
            subject=activity,
            reason=reason,
            detail=changes,
        )
        touch_activity(activity, before.day)
    return changes


def _refuse_seen(activity: Activity) -> None:
    """Nobody was seen at another place or time than where they were seen."""
    if activity.check_ins.exists():
        raise ValidationError(_("这一场已经有人签到，书房和时间不能再改。"))
    if HeadCount.objects.filter(activity=activity, voided_at=None).exists():
        raise ValidationError(_("这一场已经清点过人数，书房和时间不能再改。"))
