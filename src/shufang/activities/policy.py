"""Who may change what this app owns; reading is open to everybody who works in the network."""

from django.db.models import Q

from shufang.activities.models import CheckIn
from shufang.people.models import Membership, User
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


def may_see_all_pictures(user: User, site: Site) -> bool:
    """Unchecked and refused ones too: whoever answers for the whole network, and the room's own."""
    return bool(user.roles - {Role.SITE_STAFF}) or holds(user, Role.SITE_STAFF, site)


def contract_in_force(site: Site) -> bool:
    """Whether somebody who is paid runs the room: an operator holds that role there.

    The one place to extend when contracts become rows of their own.
    """
    held = Membership.objects.filter(role=Role.OPERATOR, user__is_active=True)
    return held.filter(Q(site=None) | Q(site=site)).exists()


def may_confirm(user: User, check_in: CheckIn) -> bool:
    """Who may say that a later entry is true: never the one who made it, and of a room only those
    of `may_confirm_at`."""
    return is_anothers(user, check_in) and may_confirm_at(user, check_in.activity.site)


def is_anothers(user: User, check_in: CheckIn) -> bool:
    """Whether a person made this entry, and it was somebody else."""
    return check_in.user_id is not None and check_in.user_id != user.pk


def may_confirm_at(user: User, site: Site) -> bool:
    """Where a contract is in force never the party that is paid by the number, but the library;
    whoever works for both is of the paid one."""
    if not contract_in_force(site):
        return holds(user, Role.LIBRARY, site) or may_change_activities_at(user, site)
    paid = not user.is_superuser and bool({Role.OPERATOR, Role.SITE_STAFF} & user.roles)
    return holds(user, Role.LIBRARY, site) and not paid
