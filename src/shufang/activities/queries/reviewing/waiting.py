"""Activities that are over and have not been reviewed (待复盘)."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from shufang.activities.choices import State
from shufang.activities.models import Activity
from shufang.people.models import User
from shufang.people.policy import sites_of
from shufang.shared.roles import Role


def awaiting_review(user: User) -> QuerySet[Activity]:
    """Those planned here that are over and not closed, where this person runs activities; for
    others of the staff, everywhere. The oldest first. What a ledger brought in needs no review."""
    over = Q(ends_at__lt=timezone.now()) | Q(ends_at=None, day__lt=timezone.localdate())
    found = (
        Activity.objects.filter(
            over, state__in=(State.SCHEDULED, State.HELD), closed_at=None, plan__isnull=False
        )
        .select_related("site", "category")
        .order_by("day", "starts_at", "id")
    )
    sites = sites_of(user, Role.OPERATOR, Role.SITE_STAFF)
    return found if not sites else found.filter(site__in=sites)
