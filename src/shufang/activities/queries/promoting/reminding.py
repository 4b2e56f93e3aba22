"""When parties are reminded of what."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from shufang.activities.choices import Stage
from shufang.activities.models import Activity, Registration, Reminders
from shufang.outbox.models import Message
from shufang.shared.models import subject_key

DAY_BEFORE, SAME_DAY = "reminder_day_before", "reminder_same_day"
MOVED, CALLED_OFF = "activity_moved", "activity_called_off"
RESTORED = "activity_restored"


@dataclass(frozen=True)
class Due:
    """A reminder and the moment from which it is sent."""

    template: str
    moment: datetime


def reminders() -> Reminders:
    """The network's times; nobody has changed them as long as there is no row."""
    return Reminders.objects.first() or Reminders(day_before_at=time(18))


def reminders_of(activity: Activity, times: Reminders | None = None) -> list[Due]:
    """What is sent before this activity, in order; nothing where no time is known."""
    if activity.starts_at is None:
        return []
    times, found = times or reminders(), []
    if times.day_before:
        eve = timezone.localtime(activity.starts_at).date() - timedelta(days=1)
        moment = timezone.make_aware(datetime.combine(eve, times.day_before_at))
        found.append(Due(DAY_BEFORE, moment))
    if times.hours_before:
        hours = timedelta(hours=times.hours_before)
        found.append(Due(SAME_DAY, activity.starts_at - hours))
    return found


def due_now(activity: Activity, now: datetime, times: Reminders | None = None) -> Due | None:
    """The latest reminder whose time has come: who missed the first gets the second only."""
    if activity.starts_at is None or activity.starts_at <= now:
        return None
    passed = [due for due in reminders_of(activity, times) if due.moment <= now]
    return max(passed, key=lambda due: due.moment) if passed else None


def version_of(activity: Activity) -> int:
    """A reminder belongs to one time of the activity: moved, it is another message."""
    assert activity.starts_at is not None
    return int(activity.starts_at.timestamp()) // 60


def to_remind(activity: Activity, due: Due) -> list[Registration]:
    """Parties with a place, taken before the reminder's moment, not yet reminded."""
    seated = Registration.objects.filter(
        activity=activity, stage=Stage.CONFIRMED, changed_at__lte=due.moment
    ).select_related("household")
    keys = {subject_key(registration): registration for registration in seated}
    told = Message.objects.filter(
        template=due.template, version=version_of(activity), subject__in=list(keys)
    ).values_list("subject", flat=True)
    return [registration for key, registration in keys.items() if key not in set(told)]
