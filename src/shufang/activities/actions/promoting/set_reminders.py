"""When the network reminds."""

from datetime import time

from django.db import transaction

from shufang.activities.models import Reminders
from shufang.activities.queries.promoting.reminding import reminders
from shufang.people.models import User
from shufang.shared.changes import change, differences
from shufang.shared.holding import take_turns
from shufang.shared.models import log


@transaction.atomic
def set_reminders(*, actor: User, day_before: bool, day_before_at: time, hours_before: int) -> None:
    """Change the times for all activities from now on; what was sent is not sent again."""
    take_turns("activities.set_reminders")
    row = reminders()
    wanted = {
        "day_before": day_before,
        "day_before_at": day_before_at,
        "hours_before": hours_before,
    }
    changes = differences(row, wanted)
    change(row, wanted)
    Reminders.objects.exclude(pk=row.pk).delete()
    row.save()
    if changes:
        log(actor=actor, deed="activities.set_reminders", subject=row, detail=changes)
