"""Roles as they are granted: a role with its rooms, checked and written in one place."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shufang.people.models import Membership, User
from shufang.people.policy import AT_ROOMS
from shufang.places.models import Site
from shufang.shared.roles import Role


@dataclass(frozen=True)
class Grant:
    """A role at one room or, without a room, in the whole network."""

    role: Role
    site: Site | None = None


def check(grants: Iterable[Grant]) -> None:
    """Refuses a role without the room it needs, and a room for a role that knows none."""
    for grant in grants:
        if grant.role in AT_ROOMS and grant.site is None:
            raise ValidationError(
                {"sites": _("书房工作人员要选至少一间书房：只能维护这些书房的记录。")}
            )
        if grant.role not in AT_ROOMS and grant.site is not None:
            raise ValidationError(
                {"roles": _("“%(role)s”的职责是整个网络，不限书房。") % {"role": grant.role.label}}
            )


def held_by(user: User) -> list[str]:
    """The user's roles as the log writes them: "operator", "site_staff@太平智慧书房"."""
    found = user.memberships.select_related("site").order_by("role", "site__name")
    return [f"{m.role}@{m.site.name}" if m.site else m.role for m in found]


def write(user: User, grants: Iterable[Grant]) -> None:
    """Give exactly these roles; the caller's transaction, the caller's log."""
    wanted = {(grant.role, grant.site.pk if grant.site else None) for grant in grants}
    for membership in user.memberships.all():
        if (membership.role, membership.site_id) in wanted:
            wanted.remove((Role(membership.role), membership.site_id))
        else:
            membership.delete()
    Membership.objects.bulk_create(
        Membership(user=user, role=role, site_id=site) for role, site in wanted
    )
    user.forget_roles()
