"""The rush for few places over HTTP: never one too many, none left while somebody waits, and the
proof that this test would see it."""

import time
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.db import connection
from django.db.models import F, Sum
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from shufang.activities.actions.registering import refusals, register, seats
from shufang.activities.choices import SEATED, Stage
from shufang.activities.models import Activity, Registration, Rules
from shufang.people.models import Household
from shufang.places.models import Site
from tests.activities import rush as rushing
from tests.activities.rush import Tally, rush
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS, ATTEMPTS = 64, 320


@pytest.fixture(autouse=True)
def _no_messages(settings: LazySettings) -> None:
    """Where nothing reaches a phone, the page itself gives the link of a registration."""
    settings.SHOW_CODES, settings.SMS_URL = False, ""


def _rush(live_server: LiveServer, activity: Activity, cancels: float = 0.2) -> Tally:
    return rush(
        urlsplit(live_server.url).netloc,
        activity.pk,
        attempts=ATTEMPTS,
        clients=CLIENTS,
        born=timezone.localdate().year - 6,
        cancels=cancels,
    )


def _sold(activity: Activity) -> int:
    seated = Registration.objects.filter(activity=activity, stage__in=SEATED)
    return seated.aggregate(sold=Sum("takes"))["sold"] or 0


@pytest.mark.parametrize("places", [1, 30])
def test_never_oversold_and_nothing_left_while_somebody_waits(
    live_server: LiveServer, tea_room: Site, places: int
) -> None:
    activity = plan_ahead(tea_room)
    with_places(activity, places, waiting_places=40)
    tally = _rush(live_server, activity)
    assert tally.server_errors == 0, tally.statuses
    rules = Rules.objects.get(pk=activity.pk)
    waiting = Registration.objects.filter(activity=activity, stage=Stage.WAITING)
    assert rules.taken == _sold(activity) <= places
    assert rules.waiting == waiting.count() <= 40
    if waiting:
        assert rules.taken == places
    assert len(set(tally.registered)) == len(tally.registered) >= places
    assert tally.cancelled > 0
    numbers = list(Registration.objects.values_list("number", flat=True))
    assert len(set(numbers)) == len(numbers)


def test_the_same_form_from_all_at_once_is_one_registration(
    live_server: LiveServer, tea_room: Site
) -> None:
    activity = plan_ahead(tea_room)
    with_places(activity, 30)
    one = rushing.form(7, timezone.localdate().year - 6)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rushing, "form", lambda number, born: one)
        tally = _rush(live_server, activity, cancels=0)
    assert tally.server_errors == 0
    assert Registration.objects.count() == 1
    assert len(set(tally.registered)) == 1
    assert len(tally.registered) == ATTEMPTS
    assert Rules.objects.get(pk=activity.pk).taken == 1


def test_without_the_guards_this_rush_does_oversell(
    live_server: LiveServer, tea_room: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: look first, take afterwards, and no CHECK in the database."""
    activity = plan_ahead(tea_room)
    with_places(activity, 1, waiting_places=0)

    def look_then_take(registration: Registration, *, may_wait: bool) -> bool:
        rules = registration.activity.rules  # as the page saw it
        registration.stage = Stage.WAITING
        registration.number = seats.next_number(registration.activity_id)
        if rules.taken + registration.takes > rules.places:
            return False
        Rules.objects.filter(pk=rules.pk).update(taken=F("taken") + registration.takes)
        registration.stage = Stage.CONFIRMED
        return True

    def slowly(household: Household | None, phone: str) -> None:
        time.sleep(0.05)  # between looking and taking; the guards don't mind, this does

    monkeypatch.setattr(register, "_seat", look_then_take)
    monkeypatch.setattr(refusals, "check_paused", slowly)
    (check,) = Rules._meta.constraints
    monkeypatch.setattr(Rules._meta, "constraints", [])  # SQLite makes the table anew from these
    with connection.schema_editor() as editor:
        editor.remove_constraint(Rules, check)
    try:
        _rush(live_server, activity, cancels=0)
        assert _sold(activity) > 1
    finally:
        Registration.objects.all().delete()
        Rules.objects.all().delete()
        monkeypatch.setattr(Rules._meta, "constraints", [check])
        with connection.schema_editor() as editor:
            editor.add_constraint(Rules, check)
