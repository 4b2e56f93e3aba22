"""What readers may see of activities."""

from django.db.models import Q

from shufang.activities.choices import State
from shufang.activities.models import Activity


def shown_to_readers() -> Q:
    """What was held, what is published, and what was called off so that nobody comes in vain;
    never a plan."""
    return (
        Q(state=State.HELD)
        | Q(state__in=(State.SCHEDULED, State.CANCELLED), published_at__isnull=False)
        | Q(state=State.CANCELLED, plan__isnull=True)
    )


def is_shown(activity: Activity) -> bool:
    """The same of one activity at hand, nearly always without a query."""
    if activity.state == State.HELD:
        return True
    if activity.state not in (State.SCHEDULED, State.CANCELLED):
        return False
    if activity.published_at is not None:
        return True
    return activity.state == State.CANCELLED and getattr(activity, "plan", None) is None
