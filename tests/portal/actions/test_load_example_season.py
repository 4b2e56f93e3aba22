"""The weeks to come of the invented city: something to try in every corner, at any hour."""

import pytest
import time_machine
from django.utils import timezone

from shufang.activities.choices import Stage, State
from shufang.activities.models import Activity, Registration
from shufang.places.models import Site
from shufang.portal.actions.load_example_city import load_example_city
from shufang.portal.example_city.season import FIRST_PHONE, SEASON

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("now", ["2026-11-22 07:00+08:00", "2026-11-22 14:05+08:00",
                                 "2027-01-01 23:50+08:00"])  # fmt: skip
def test_there_is_something_to_try_at_any_hour(now: str) -> None:
    with time_machine.travel(now, tick=False):
        loaded = load_example_city()
        ahead = Activity.objects.filter(plan__isnull=False)
        assert loaded.coming == len(SEASON) == ahead.count()
        assert all(each.starts_at > timezone.now() for each in ahead if each.starts_at)
    stages = set(Registration.objects.values_list("stage", flat=True))
    assert stages == {Stage.CONFIRMED, Stage.WAITING, Stage.APPLIED}
    states = set(ahead.values_list("state", flat=True))
    assert states == {State.SCHEDULED, State.SUBMITTED, State.DRAFT}


def test_its_families_are_made_up_and_sign_in_by_phone() -> None:
    load_example_city()
    family = Registration.objects.order_by("pk")[0].household
    assert family is not None
    assert family.guardians.get().phone == str(FIRST_PHONE)


def test_a_city_without_accounts_of_its_own_gets_no_season(taiping: Site, library: object) -> None:
    assert load_example_city().coming == 0
