"""Who may act where, from memberships alone."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from shufang.people.models import User
from shufang.shared.roles import Role

if TYPE_CHECKING:
    from shufang.places.models import Site

# A role at one room only makes sense for those who work in one.
SITE_LIMITED = frozenset({Role.SITE_STAFF})


def sites_of(user: User | AnonymousUser, *roles: Role) -> frozenset[int] | None:
    """The rooms where this person holds one of the roles; None means all of them.

    An empty set means nowhere, as for everybody who is not signed in or not active.
    """
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return None
    held = [m for m in user.memberships.all() if m.role in roles]
    if any(m.site_id is None for m in held):
        return None
    return frozenset(m.site_id for m in held if m.site_id is not None)


def holds(user: User | AnonymousUser, role: Role, site: "Site | int | None" = None) -> bool:
    """Whether this person holds the role at the room or, without a room, anywhere at all."""
    sites = sites_of(user, role)
    if sites is None:
        return True
    if site is None:
        return bool(sites)
    return (site if isinstance(site, int) else site.pk) in sites
