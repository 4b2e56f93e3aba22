"""What else is coming at a room, for the foot of an activity's page."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from shufang.activities.models import Activity
from shufang.activities.queries.public import shown_to_readers

SHOWN = 3


def coming_here(activity: Activity, today: date) -> list[Activity]:
    """The next ones at the same room; cancelled ones stay, so that nobody comes in vain."""
    goes_on = Q(ends_at=None) | Q(ends_at__gt=timezone.now())
    found = Activity.objects.filter(
        shown_to_readers(), goes_on, site=activity.site_id, day__gte=today
    )
    found = found.exclude(pk=activity.pk).select_related("category", "rules")
    found = found.only(
        "title", "day", "starts_at", "ends_at", "state", "published_at", "closed_at",
        "rules__way", "rules__counted", "rules__places", "rules__taken", "rules__waiting",
        "rules__waiting_places", "rules__opens_at", "rules__closes_at",
        "category__name", "category__name_en", "category__colour",
    )  # fmt: skip
    return list(found.order_by("day", "starts_at", "pk")[:SHOWN])
