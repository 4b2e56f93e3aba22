"""Who may change what this app owns; reading is open to everybody who works in the network."""

from shufang.people.models import User
from shufang.people.policy import holds
from shufang.places.models import Site
from shufang.shared.roles import Role


def may_change_activities_at(user: User, site: Site) -> bool:
    """Whoever runs activities there: the operator or the room's staff. The library only reads."""
    return holds(user, Role.OPERATOR, site) or holds(user, Role.SITE_STAFF, site)


def may_change_categories(user: User) -> bool:
    """The library commissions the activities, so it says how they are classed."""
    return user.is_superuser or Role.LIBRARY in user.roles


def may_keep_tablets_at(user: User, site: Site) -> bool:
    """Whoever answers for the room: its staff, the operator, and the library that owns it."""
    return may_change_activities_at(user, site) or holds(user, Role.LIBRARY, site)
