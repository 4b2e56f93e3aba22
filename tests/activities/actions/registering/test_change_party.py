"""Another party in place of the one that registered: what it may not become, and when."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from shufang.activities.actions.registering.cancel import cancel_registration
from shufang.activities.actions.registering.change_party import change_party
from shufang.activities.actions.registering.register import Kid, Party, register
from shufang.activities.choices import Audience, Counted, Stage
from shufang.activities.models import Activity, Registration, Rules
from shufang.places.models import Site
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    """Three places for people of any age, three days ahead."""
    starts = timezone.localtime().replace(hour=10, minute=0) + timedelta(days=3)
    found = plan_ahead(tea_room, starts=starts, audience=Audience.EVERYONE)
    with_places(found, 3, waiting_places=9, counted=Counted.PERSON, adults_least=0, adults_most=4)
    return found


def of(adults: int, kids: int = 0) -> Party:
    year = timezone.localdate().year - 6
    return Party(adults, tuple(Kid(f"孩{number}", year, 1) for number in range(kids)))


def come(activity: Activity, number: int, party: Party) -> Registration:
    made = register(
        activity=Activity.objects.select_related("rules", "site").get(pk=activity.pk),
        party=party,
        phone=f"1380000{number:04}",
        name=f"家{number}",
    )
    return again(made)


def again(registration: Registration) -> Registration:
    return Registration.objects.select_related("activity__rules", "activity__site").get(
        pk=registration.pk
    )


def refused(code: str, registration: Registration, party: Party) -> None:
    """Nothing has changed, neither the party nor the places."""
    before = Rules.objects.values("taken", "waiting").get(pk=registration.activity_id)
    was = Registration.objects.values("adults", "children", "takes").get(pk=registration.pk)
    with pytest.raises(ValidationError) as refusal:
        change_party(registration=registration, party=party)
    assert refusal.value.code == code
    assert Rules.objects.values("taken", "waiting").get(pk=registration.activity_id) == before
    now = Registration.objects.values("adults", "children", "takes").get(pk=registration.pk)
    assert now == was


def test_who_has_given_up_changes_nothing_any_more(activity: Activity) -> None:
    made = come(activity, 1, of(1))
    cancel_registration(registration=made, actor="family")
    refused("illegal", again(made), of(2))


def test_nor_does_who_was_offered_a_place_meanwhile(activity: Activity) -> None:
    """The family changes its party on a page from before: what it was offered stays counted."""
    first = come(activity, 1, of(3))
    seen = come(activity, 2, of(1))
    cancel_registration(registration=first, actor="family")
    assert (seen.stage, again(seen).stage) == (Stage.WAITING, Stage.OFFERED)
    refused("illegal", seen, of(3))
    cancel_registration(registration=again(seen), actor="family")
    assert Rules.objects.get().taken == 0


def test_after_the_end_fewer_may_come_and_not_more(activity: Activity) -> None:
    made = come(activity, 1, of(2))
    Rules.objects.update(closes_at=timezone.now() + timedelta(hours=1))
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        refused("ended", again(made), of(3))
        change_party(registration=again(made), party=of(1))
    assert Rules.objects.get().taken == 1


def test_places_are_not_taken_from_under_those_who_wait(activity: Activity) -> None:
    """A place is free, and a family of two waits for a second one: it comes before."""
    made = come(activity, 1, of(2))
    assert come(activity, 2, of(2)).stage == Stage.WAITING
    refused("full", made, of(3))


def test_who_waits_may_wait_for_more_but_for_no_more_than_there_are(activity: Activity) -> None:
    come(activity, 1, of(3))
    waits = come(activity, 2, of(1))
    change_party(registration=again(waits), party=of(3))
    rules = Rules.objects.get()
    assert (rules.taken, rules.waiting, again(waits).takes) == (3, 3, 3)
    refused("party", again(waits), of(4))
    change_party(registration=again(waits), party=of(1))
    assert Rules.objects.get().waiting == 1


def test_somebody_has_to_come(activity: Activity) -> None:
    refused("nobody", come(activity, 1, of(1)), of(0))
