"""From when until when families sign in."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.core.exceptions import ObjectDoesNotExist

from shufang.activities.models import Activity, Rules
from shufang.shared.clock import moment

USUAL_LENGTH = timedelta(hours=2)  # of an activity whose end nobody wrote down


@dataclass(frozen=True)
class Window:
    """The hours of signing in; what staff enter after them is a later entry."""

    opens: datetime
    starts: datetime
    ends: datetime
    closes: datetime

    def has(self, at: datetime) -> bool:
        return self.opens <= at <= self.closes


def rules_of(activity: Activity) -> Rules:
    """The activity's rules; those of one that is open to all where nobody made any."""
    try:
        return activity.rules
    except ObjectDoesNotExist:
        return Rules(activity=activity)


def window_of(activity: Activity) -> Window:
    """Without a known beginning, the whole day."""
    rules = rules_of(activity)
    if activity.starts_at is None:
        start = moment(activity.day, time.min)
        assert start is not None
        return Window(start, start, start + timedelta(days=1), start + timedelta(days=1))
    ends = activity.ends_at or activity.starts_at + USUAL_LENGTH
    return Window(
        activity.starts_at - timedelta(minutes=rules.sign_in_before),
        activity.starts_at,
        ends,
        ends + timedelta(minutes=rules.sign_in_after),
    )
