"""Whose records count, for how long, and until when a family is paused."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from shufang.activities.choices import Stage
from shufang.activities.models import Activity, AttendanceRules, Strike
from shufang.activities.queries.no_shows import may_appeal, paused_until
from shufang.people.models import Guardian, Household
from shufang.people.models.family import phone_print
from shufang.places.models import Site
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 17, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
GUEST, FATHER = "13700000001", "13700000002"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _rules(db: None) -> None:
    AttendanceRules.objects.create(
        strikes=2, within_days=60, pause_days=14, strike_days=90, appeal_days=7
    )


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    return plan_ahead(tea_room, starts=NOW)


def struck(
    activity: Activity,
    household: Household | None = None,
    phone: str = "",
    days_ago: int = 1,
    **more: object,
) -> Strike:
    missed = party(activity, household=household, stage=Stage.EXPIRED)
    return Strike.objects.create(
        registration=missed,
        household=household,
        phone_print=phone_print(phone) if phone else "",
        at=NOW - days_ago * DAY,
        expires_at=NOW + (90 - days_ago) * DAY,
        **more,
    )


def until(household: Household | None = None, phone: str = "") -> datetime | None:
    with time_machine.travel(NOW, tick=False):
        return paused_until(household, phone_print(phone) if phone else "")


def test_from_the_second_record_for_its_days(activity: Activity, zhang_family: Household) -> None:
    struck(activity, zhang_family, days_ago=10)
    assert until(zhang_family) is None
    struck(activity, zhang_family, days_ago=3)
    assert until(zhang_family) == NOW + 11 * DAY


def test_others_are_not_meant(
    activity: Activity, zhang_family: Household, chen_family: Household
) -> None:
    for _each in range(2):
        struck(activity, zhang_family)
        struck(activity, None, GUEST)
    assert until(zhang_family)
    assert until(None, GUEST)
    assert until(chen_family) is None
    assert until(None, "13700000009") is None
    assert until() is None


def test_what_was_lifted_has_expired_or_lies_apart_does_not_count(
    activity: Activity, zhang_family: Household
) -> None:
    struck(activity, zhang_family, days_ago=1)
    struck(activity, zhang_family, days_ago=2, lifted=True)
    expired = struck(activity, zhang_family, days_ago=2)
    Strike.objects.filter(pk=expired.pk).update(expires_at=NOW)
    struck(activity, zhang_family, days_ago=62)
    assert until(zhang_family) is None
    struck(activity, zhang_family, days_ago=61)  # 60 days before the last one
    assert until(zhang_family) == NOW + 13 * DAY


def test_it_ends_when_one_of_the_records_does(activity: Activity, zhang_family: Household) -> None:
    struck(activity, zhang_family)
    first = struck(activity, zhang_family)
    Strike.objects.filter(pk=first.pk).update(expires_at=NOW + DAY)
    assert until(zhang_family) == NOW + DAY


def test_a_pause_that_is_over_is_none(activity: Activity, zhang_family: Household) -> None:
    for _each in range(2):
        struck(activity, zhang_family, days_ago=14)
    assert until(zhang_family) is None


def test_where_the_network_keeps_no_records_nobody_is_paused(
    activity: Activity, zhang_family: Household
) -> None:
    for _each in range(2):
        struck(activity, zhang_family)
    AttendanceRules.objects.update(strikes=0)
    assert until(zhang_family) is None


def test_a_family_is_known_by_the_numbers_of_its_guardians(
    activity: Activity, zhang_family: Household, chen_family: Household
) -> None:
    """One record as a guest with the father's number, one as the family."""
    father = Guardian(household=zhang_family, name="爸爸")
    father.set_phone(FATHER)
    father.save()
    struck(activity, None, FATHER)
    assert until(zhang_family) is None
    struck(activity, zhang_family)
    assert until(zhang_family)
    assert until(None, FATHER)  # who does not sign in is the same family
    assert until(None, "13800004821")  # with either number
    assert until(chen_family) is None
    assert until(chen_family, GUEST) is None


def test_an_appeal_has_its_days(activity: Activity, zhang_family: Household) -> None:
    row = struck(activity, zhang_family, days_ago=7)
    with time_machine.travel(NOW, tick=False):
        assert may_appeal(row)
        row.lifted = False  # decided
        assert not may_appeal(row)
        row.lifted, row.appealed_at = None, timezone.now()
        assert not may_appeal(row)
    row.appealed_at = None
    with time_machine.travel(NOW + timedelta(seconds=1), tick=False):
        assert not may_appeal(row)
