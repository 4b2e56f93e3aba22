"""The weeks to come of the invented city: something to try in every corner, at any hour."""

import pytest
import time_machine
from django.utils import timezone

from shufang.activities.choices import Grade, Permission, Stage, State
from shufang.activities.models import Activity, CheckIn, Photo, Registration
from shufang.activities.queries.who_came import counted
from shufang.insight.queries.years import contract_year
from shufang.lake import ask
from shufang.places.models import Site
from shufang.portal.actions.load_example_city import load_example_city
from shufang.portal.example_city.past import OF_THE_LEDGER
from shufang.portal.example_city.season import FIRST_CARD, FIRST_PHONE, SEASON
from shufang.shared.period import Period
from shufang.surveys.models import Answer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("now", ["2026-11-22 07:00+08:00", "2026-11-22 14:05+08:00",
                                 "2027-01-01 23:50+08:00"])  # fmt: skip
def test_there_is_something_to_try_at_any_hour(now: str) -> None:
    with time_machine.travel(now, tick=False):
        loaded = load_example_city()
        ahead = Activity.objects.filter(plan__isnull=False, day__gte=timezone.localdate())
        assert loaded.coming == len(SEASON) == ahead.count()
        assert all(each.starts_at > timezone.now() for each in ahead if each.starts_at)
    coming = Registration.objects.filter(activity__in=ahead)
    stages = set(coming.values_list("stage", flat=True))
    assert stages == {Stage.CONFIRMED, Stage.WAITING, Stage.APPLIED}
    states = set(ahead.values_list("state", flat=True))
    assert states == {State.SCHEDULED, State.SUBMITTED, State.DRAFT}


def test_what_was_on_is_looked_back_on_and_leaves_the_ledger_as_it_was() -> None:
    load_example_city()
    past = Activity.objects.filter(plan__isnull=False, day__lt=timezone.localdate())
    assert set(past.values_list("state", flat=True)) == {State.HELD}
    assert past.filter(closed_at=None).count() == 1  # one to try the debrief on
    grades = CheckIn.objects.filter(counted(), activity__in=past).values_list("grade", flat=True)
    assert set(grades) == set(Grade)
    of_ledger = Activity.objects.filter(plan=None, closed_at__isnull=False)
    assert of_ledger.count() == len(OF_THE_LEDGER)
    assert not Photo.objects.exclude(permission=Permission.NOBODY).exists()
    assert Answer.objects.filter(printable=True, town__isnull=False).exclude(words="").exists()
    year = contract_year()
    assert totals(year) == (286, 3955)


def totals(year: Period) -> tuple[float | None, float | None]:
    held, sign_ins = (ask(code, year).total.value for code in ("activities_held", "sign_ins"))
    return held, sign_ins


def test_its_families_are_made_up_and_sign_in_by_phone() -> None:
    load_example_city()
    family = Registration.objects.order_by("pk")[0].household
    assert family is not None
    assert family.guardians.get().phone == str(FIRST_PHONE)
    assert [card.number for card in family.cards.all()] == [FIRST_CARD]


def test_a_city_without_accounts_of_its_own_gets_no_season(taiping: Site, library: object) -> None:
    assert load_example_city().coming == 0
