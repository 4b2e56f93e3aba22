"""Correct what is recorded about an activity."""

from django.db import transaction
from django.utils import timezone

from shufang.activities.actions.details import Details, stated_count_of
from shufang.activities.actions.refusals import check, refuse_without
from shufang.activities.choices import CountSource
from shufang.activities.facts import touch_activity
from shufang.activities.models import Activity
from shufang.lake import touch
from shufang.people.models import User
from shufang.shared.holding import hold
from shufang.shared.models import log

COUNTS = {"sign_ins", "adults", "children", "attendees", "estimated"}


def correct_activity(
    *, actor: User, activity: Activity, details: Details, reason: str
) -> dict[str, list[str]]:
    """Change an activity and say why; gives field -> [before, after], empty when nothing differs.

    Counts that a person changes are stated by staff from then on. Refused (ValidationError): no
    reason, and whatever `refusals.check` refuses.
    """
    with transaction.atomic():
        hold(activity)
        before = Details.of(activity)
        changes = details.changes_from(before)
        if not changes:
            return {}
        reason = refuse_without(reason)
        hold(details.site)
        check(details, itself=activity)
        stated = stated_count_of(activity)
        details.write_to(activity, stated)
        activity.changed_at = timezone.now()
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
        touch_activity(before.day, activity.day)
        for report in activity.media_reports.all():
            touch("media_reports", report.day)
    return changes
