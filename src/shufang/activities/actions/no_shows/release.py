"""Give places that nobody claimed after the start to those who stand at the door."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from shufang.activities.actions.registering.promote import promote
from shufang.activities.actions.registering.stages import move
from shufang.activities.choices import Stage, State, Why
from shufang.activities.models import Activity
from shufang.activities.queries.no_shows.unused import not_signed_in


def release_due() -> int:
    """Release what is due at every activity under way; gives how many places' parties."""
    now = timezone.now()
    under_way = Activity.objects.filter(
        state__in=(State.SCHEDULED, State.HELD),
        starts_at__lte=now,
        ends_at__gt=now,
        closed_at=None,
        rules__release_minutes__gt=0,
    ).select_related("rules")
    return sum(release(activity) for activity in under_way)


def release(activity: Activity) -> int:
    """The places of confirmed parties that have not signed in go to others: the registration
    expires, and whoever comes late is a walk-in while places are free. Nothing happens before
    `release_minutes` after the start."""
    if activity.starts_at is None or not activity.rules.release_minutes:
        return 0
    if timezone.now() < activity.starts_at + timedelta(minutes=activity.rules.release_minutes):
        return 0
    released = 0
    for registration in not_signed_in(activity):
        try:
            with transaction.atomic():
                move(registration, Stage.EXPIRED, actor="system", why=Why.RELEASED)
                promote(activity)
        except ValidationError:
            continue  # they signed in, or cancelled, at this very moment
        released += 1
    return released
