"""When applications for a draw open and close."""

from datetime import datetime, timedelta

from django.utils import timezone

from shufang.activities.choices import Places, State
from shufang.activities.models import Activity, Draw

PUBLISHING = timedelta(minutes=1)  # the seed is fixed in the transaction that publishes


def opens(activity: Activity) -> datetime | None:
    """By the rules or, where they name no time, when readers first saw the activity."""
    return activity.rules.opens_at or activity.published_at


def closes(activity: Activity) -> datetime | None:
    """By the rules or, where they name no time, when the activity begins."""
    return activity.rules.closes_at or activity.starts_at


def has_opened(activity: Activity) -> bool:
    since = opens(activity)
    return since is not None and since <= timezone.now()


def is_closed(activity: Activity) -> bool:
    until = closes(activity)
    return until is not None and until <= timezone.now()


def is_late(draw: Draw) -> bool:
    """Whether the seed was fixed after applications had opened: the page then says so."""
    rules, shown = draw.activity.rules, draw.activity.published_at
    since = rules.opens_at or (shown and shown + PUBLISHING)
    return since is not None and draw.committed_at > since


def due() -> list[Activity]:
    """Activities whose applications have closed and were not drawn."""
    waiting = Activity.objects.filter(
        rules__way=Places.DRAW,
        state=State.SCHEDULED,
        draw__drawn_at__isnull=True,
    ).select_related("rules", "site", "draw")
    return [activity for activity in waiting if is_closed(activity)]


def without_seed() -> list[Activity]:
    """Published activities with a draw and no seed yet."""
    return list(
        Activity.objects.filter(
            rules__way=Places.DRAW,
            state=State.SCHEDULED,
            published_at__isnull=False,
            draw__isnull=True,
        )
    )
