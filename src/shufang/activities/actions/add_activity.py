"""Add an activity by hand."""

from django.db import transaction

from shufang.activities.actions.details import Details
from shufang.activities.actions.refusals import check
from shufang.activities.choices import CountSource
from shufang.activities.models import Activity, StatedCount
from shufang.lake import touch
from shufang.people.models import User
from shufang.shared.holding import hold
from shufang.shared.models import log


def add_activity(*, actor: User, details: Details) -> Activity:
    """Write an activity that was held, with what its staff state about who came.

    Refused (ValidationError by field): a day to come, the same title at the same room and time,
    fewer heads than households, a total that is not the sum of its parts. Whether the actor may is
    checked at the door (`queries/access.py`).
    """
    with transaction.atomic():
        hold(details.site)  # sent twice, the second one sees the first
        check(details)
        activity, stated = Activity(), StatedCount(source=CountSource.STAFF)
        details.write_to(activity, stated)
        activity.save()
        stated.activity = activity
        stated.save()
        log(actor=actor, deed="activities.add", subject=activity, detail=details.as_new())
        touch("attendance", activity.day)
    return activity
