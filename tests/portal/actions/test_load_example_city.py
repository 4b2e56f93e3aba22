"""The example city fills an empty installation, and never touches one in use."""

from io import StringIO

import pytest
from django.core.management import call_command

from shufang.activities.models import Activity
from shufang.intake.models import ImportRun
from shufang.people.models import Duty, Membership, User
from shufang.places.models import Site
from shufang.portal.actions.load_example_city import load_example_city
from shufang.shared.roles import ALL_STAFF, Role
from tests.intake import figures

pytestmark = pytest.mark.django_db


def test_an_empty_installation_gets_the_city_and_an_account_for_each_role() -> None:
    loaded = load_example_city()
    assert figures.activities() == figures.EXPECTED_ACTIVITIES
    assert {m.role for m in Membership.objects.all()} == {str(role) for role in ALL_STAFF}
    assert Membership.objects.get(role=Role.SITE_STAFF).site is not None
    assert Duty.objects.exists()
    for user, password in loaded.passwords:
        assert user.check_password(password)
        assert not User.objects.get(pk=user.pk).must_change_password


def test_a_second_time_nothing_is_loaded_and_no_password_changes() -> None:
    first = load_example_city()
    again = load_example_city()
    assert again.imported is None
    assert not again.passwords
    assert ImportRun.objects.count() == 1
    user, password = first.passwords[0]
    assert User.objects.get(pk=user.pk).check_password(password)


def test_an_installation_in_use_gets_no_invented_people(library: User) -> None:
    load_example_city()
    assert list(User.objects.all()) == [library]
    assert not Duty.objects.exists()


def test_an_installation_with_activities_gets_no_invented_ones(
    taiping: Site, library: User
) -> None:
    from shufang.activities.models import Category

    Activity.objects.create(
        site=taiping, category=Category.objects.all()[0], national_type="other", title="共读",
        day="2024-07-20",
    )  # fmt: skip
    out = StringIO()
    call_command("demo", stdout=out)
    assert Activity.objects.count() == 1
    assert "nothing was loaded" in out.getvalue()
