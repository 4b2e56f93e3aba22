"""Remind parties with a place, the day before and shortly before."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from shufang.activities.actions.tell_party import tell_party
from shufang.activities.choices import State
from shufang.activities.models import Activity
from shufang.activities.queries.promoting.reminding import (
    due_now,
    reminders,
    to_remind,
    version_of,
)

AHEAD = timedelta(hours=48)  # no reminder is sent earlier than on the day before


def remind() -> int:
    """Queue the reminders whose time has come; gives how many.

    Whether a party still has its place, and where and when it is, is looked up when the message
    leaves: one that moved in between drops it, and is reminded of the new time.
    """
    now, times, found = timezone.now(), reminders(), 0
    ahead = Activity.objects.filter(
        state=State.SCHEDULED,
        published_at__lte=now,
        starts_at__gt=now,
        starts_at__lte=now + AHEAD,
    )
    for activity in ahead:
        due = due_now(activity, now, times)
        if due is None:
            continue
        with transaction.atomic():
            for registration in to_remind(activity, due):
                found += tell_party(registration, due.template, version=version_of(activity))
    return found
