"""Who may change the network's places; reading is open to everybody who works in it.

Roles come from the account's memberships, which `people` owns above us: an account is taken here as
anything that has `roles` and `memberships`.
"""

from typing import Any

from shufang.places.models import Site
from shufang.shared.roles import Role

KEEPERS = (Role.LIBRARY, Role.OPERATOR)  # they keep the rooms' names, places and hours


def may_change_site(user: Any, site: Site) -> bool:
    """The library, and the operator of this room."""
    return _holds(user, KEEPERS, site.pk)


def may_close_site(user: Any, site: Site) -> bool:
    """Whoever may change the room, and the people who work in it: they know first."""
    return _holds(user, (*KEEPERS, Role.SITE_STAFF), site.pk)


def may_change_network(user: Any) -> bool:
    """New rooms, towns, organisations and closures of the whole network."""
    return _holds(user, KEEPERS, None)


def _holds(user: Any, roles: tuple[Role, ...], site: int | None) -> bool:
    """Whether one of the roles is held at this room; without a room, in the whole network."""
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    held = [m for m in user.memberships.all() if m.role in roles]
    return any(m.site_id is None or (site is not None and m.site_id == site) for m in held)
