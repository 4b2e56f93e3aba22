"""Who may act where."""

from django.contrib.auth.models import AnonymousUser

from shufang.people.models import Membership, User
from shufang.people.policy import holds, may_change_account, sites_of
from shufang.places.models import Site
from shufang.shared.roles import Role


def test_a_role_without_a_room_reaches_every_room(operator: User, tea_room: Site) -> None:
    assert sites_of(operator, Role.OPERATOR) is None
    assert holds(operator, Role.OPERATOR, tea_room)


def test_a_role_at_one_room_reaches_no_other(
    site_staff: User, tea_room: Site, taiping: Site
) -> None:
    assert sites_of(site_staff, Role.SITE_STAFF) == frozenset({tea_room.pk})
    assert holds(site_staff, Role.SITE_STAFF, tea_room)
    assert holds(site_staff, Role.SITE_STAFF)
    assert not holds(site_staff, Role.SITE_STAFF, taiping)


def test_another_role_counts_for_nothing(operator: User, tea_room: Site) -> None:
    assert sites_of(operator, Role.SITE_STAFF, Role.LIBRARY) == frozenset()
    assert not holds(operator, Role.LIBRARY, tea_room)
    assert sites_of(operator) == frozenset()


def test_rooms_of_several_memberships_add_up(
    site_staff: User, tea_room: Site, taiping: Site
) -> None:
    Membership.objects.create(user=site_staff, role=Role.SITE_STAFF, site=taiping)
    assert sites_of(site_staff, Role.SITE_STAFF) == frozenset({tea_room.pk, taiping.pk})


def test_nobody_holds_nothing(outsider: User, operator: User, tea_room: Site) -> None:
    assert sites_of(AnonymousUser(), *Role) == frozenset()
    assert sites_of(outsider, *Role) == frozenset()
    operator.is_active = False
    assert sites_of(operator, Role.OPERATOR) == frozenset()


def test_a_superuser_reaches_everything_until_deactivated(superuser: User) -> None:
    assert sites_of(superuser, Role.LIBRARY) is None
    superuser.is_active = False
    assert sites_of(superuser, Role.LIBRARY) == frozenset()


def test_a_superusers_account_is_a_superusers_to_change(
    superuser: User, library: User, operator: User, site_staff: User
) -> None:
    assert may_change_account(library, operator)
    assert may_change_account(superuser, superuser)
    assert not may_change_account(library, superuser)
    for other in (operator, site_staff):
        assert not may_change_account(other, site_staff)


def test_a_role_given_both_everywhere_and_at_a_room_reaches_everywhere(
    site_staff: User, taiping: Site
) -> None:
    Membership.objects.create(user=site_staff, role=Role.SITE_STAFF, site=None)
    assert sites_of(site_staff, Role.SITE_STAFF) is None
    assert holds(site_staff, Role.SITE_STAFF, taiping)
