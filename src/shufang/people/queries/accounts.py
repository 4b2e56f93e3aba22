"""Lists of accounts."""

from django.db.models import Prefetch, Q, QuerySet

from shufang.people.models import Membership, User
from shufang.shared.roles import Role


def accounts(*, text: str = "", role: str = "", state: str = "") -> QuerySet[User]:
    """Accounts whose name, user name or room contains the text, working ones first."""
    found = User.objects.order_by("-is_active", "name", "pk").prefetch_related(
        Prefetch(
            "memberships",
            Membership.objects.select_related("site").order_by("role", "site__name"),
        )
    )
    if text:
        found = found.filter(
            Q(name__icontains=text)
            | Q(username__icontains=text)
            | Q(memberships__site__name__icontains=text)
        )
    if role in Role.values:
        found = found.filter(memberships__role=role)
    if state in {"active", "closed"}:
        found = found.filter(is_active=state == "active")
    return found.distinct()
