"""What readers may see of activities."""

from django.db.models import Q

from shufang.activities.choices import State


def shown_to_readers() -> Q:
    """What was held, what is published, and what was called off so that nobody comes in vain;
    never a plan."""
    return (
        Q(state=State.HELD)
        | Q(state__in=(State.SCHEDULED, State.CANCELLED), published_at__isnull=False)
        | Q(state=State.CANCELLED, plan__isnull=True)
    )
