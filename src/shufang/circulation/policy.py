"""Who may change counts; reading is open to everybody who works in the network."""

from shufang.people.models import User
from shufang.people.policy import holds
from shufang.places.models import Site
from shufang.shared.roles import Role


def may_change_counts_at(user: User, site: Site) -> bool:
    """The operator and the room's own staff keep these records; the library reads them."""
    return holds(user, Role.OPERATOR, site) or holds(user, Role.SITE_STAFF, site)
