"""Who may act where, from memberships alone."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from shufang.people.models import User
from shufang.shared.roles import Role

if TYPE_CHECKING:
    from shufang.places.models import Site

# These roles are held at rooms, the others in the whole network.
AT_ROOMS = frozenset({Role.SITE_STAFF})


def sites_of(user: User | AnonymousUser, *roles: Role) -> frozenset[int] | None:
    """The rooms where this person holds one of the roles; None means all of them.

    An empty set means nowhere, as for everybody who is not signed in or not active.
    """
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return None
    sites = {site for role, site in user.held if role in roles}
    return None if None in sites else frozenset(site for site in sites if site is not None)


def holds(user: User | AnonymousUser, role: Role, site: "Site | int | None" = None) -> bool:
    """Whether this person holds the role at the room or, without a room, anywhere at all."""
    sites = sites_of(user, role)
    if sites is None:
        return True
    if site is None:
        return bool(sites)
    return (site if isinstance(site, int) else site.pk) in sites


def may_manage_accounts(user: User | AnonymousUser) -> bool:
    """The library says who works in the network."""
    return holds(user, Role.LIBRARY)


def may_change_account(actor: User, account: User) -> bool:
    """Nobody but a superuser touches a superuser's account: its password opens everything."""
    return may_manage_accounts(actor) and (actor.is_superuser or not account.is_superuser)


def may_write_organisation_chart(user: User | AnonymousUser) -> bool:
    """Both sides of the contract keep the chart of who answers for what."""
    return holds(user, Role.LIBRARY) or holds(user, Role.OPERATOR)


def may_read_log(user: User | AnonymousUser) -> bool:
    """Who commissions, who audits, and who runs the rooms."""
    return any(holds(user, role) for role in (Role.LIBRARY, Role.AUDITOR, Role.OPERATOR))


def may_read_account_log(user: User | AnonymousUser) -> bool:
    """What was done to accounts is for those who manage or audit them, not for the operator."""
    return holds(user, Role.LIBRARY) or holds(user, Role.AUDITOR)
