"""Later entries that wait for a second person."""

from django.db.models import QuerySet

from shufang.activities.choices import Grade
from shufang.activities.models import CheckIn
from shufang.people.models import User
from shufang.people.policy import sites_of
from shufang.shared.roles import Role


def later_entries(user: User) -> QuerySet[CheckIn]:
    """Those of the rooms this person answers for, activity by activity, as they were entered."""
    waiting = CheckIn.objects.filter(
        grade=Grade.D, confirmed_at__isnull=True, voided_at__isnull=True
    ).select_related("activity__site", "user")
    sites = sites_of(user, Role.LIBRARY, Role.OPERATOR, Role.SITE_STAFF)
    if sites is not None:
        waiting = waiting.filter(activity__site__in=sites)
    return waiting.order_by("activity__day", "activity", "recorded_at", "pk")
