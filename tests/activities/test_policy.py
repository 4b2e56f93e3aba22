"""Who may change what activities own, person by person."""

import pytest

from shufang.activities.choices import Grade, Method
from shufang.activities.models import CheckIn
from shufang.activities.policy import (
    contract_in_force,
    may_change_activities_at,
    may_change_categories,
    may_confirm,
    may_keep_tablets_at,
    may_see_all_pictures,
)
from shufang.people.models import Membership, User
from shufang.places.models import Site
from shufang.shared.roles import Role
from tests.factories.came import check_in
from tests.factories.planned import plan_ahead

pytestmark = pytest.mark.django_db
EVERYBODY = (
    "superuser", "library", "operator", "site_staff", "other_site_staff", "assessor", "auditor",
    "outsider",
)  # fmt: skip


@pytest.fixture
def people(request: pytest.FixtureRequest) -> dict[str, User]:
    return {name: request.getfixturevalue(name) for name in EVERYBODY}


def test_at_the_tea_room(people: dict[str, User], tea_room: Site) -> None:
    runs = {"superuser", "operator", "site_staff"}
    may = {
        may_change_activities_at: runs,
        may_keep_tablets_at: runs | {"library"},
        may_see_all_pictures: runs | {"library", "assessor", "auditor"},
    }
    for rule, names in may.items():
        found = {name for name, user in people.items() if rule(user, tea_room)}
        assert found == names, rule.__name__


def test_categories_are_the_librarys(people: dict[str, User]) -> None:
    may = {name for name, user in people.items() if may_change_categories(user)}
    assert may == {"superuser", "library"}


def later(site: Site, user: User | None) -> CheckIn:
    return check_in(plan_ahead(site), grade=Grade.D, method=Method.PAPER, user=user)


def test_a_later_entry_is_confirmed_by_the_library_while_somebody_is_paid(
    people: dict[str, User], tea_room: Site
) -> None:
    entered = later(tea_room, people["site_staff"])
    may = {name for name, user in people.items() if may_confirm(user, entered)}
    assert may == {"superuser", "library"}
    Membership.objects.create(user=people["library"], role=Role.SITE_STAFF, site=tea_room)
    both = User.objects.get(pk=people["library"].pk)
    assert not may_confirm(both, entered)  # who works for both is of the paid party


def test_what_nobody_entered_nobody_confirms(people: dict[str, User], tea_room: Site) -> None:
    entered = later(tea_room, None)
    assert not any(may_confirm(user, entered) for user in people.values())


def test_a_contract_is_of_the_room_or_of_all_and_of_who_still_works_there(
    operator: User, library: User, site_staff: User, tea_room: Site, taiping: Site
) -> None:
    assert contract_in_force(tea_room)
    Membership.objects.filter(user=operator).update(site=taiping)
    assert (contract_in_force(tea_room), contract_in_force(taiping)) == (False, True)
    User.objects.filter(pk=operator.pk).update(is_active=False)
    assert not contract_in_force(taiping)
