"""Whether a place is given up too late for another family."""

from datetime import timedelta

from django.utils import timezone

from shufang.activities.choices import Stage
from shufang.activities.models import Registration, Step


def is_late(registration: Registration) -> bool:
    """After the deadline of the rules, by a party that had its place before it."""
    activity = registration.activity
    if activity.starts_at is None:
        return False
    deadline = activity.starts_at - timedelta(minutes=activity.rules.cancel_minutes)
    if timezone.now() <= deadline:
        return False
    confirmed = Step.objects.filter(registration=registration, after=Stage.CONFIRMED)
    # A change of the people or of the answer on pictures leaves the place what it was.
    got = confirmed.exclude(before=Stage.CONFIRMED).order_by("-at", "-pk").first()
    return got is None or got.at <= deadline
