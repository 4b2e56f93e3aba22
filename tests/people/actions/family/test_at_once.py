"""Two phones at the same moment: one account, one use of a link, one child of a name,
one family of a card, so many tries and no more."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from shufang.people.actions.family.invite import invite, use_invitation
from shufang.people.actions.family.keep_child import add_child
from shufang.people.actions.family.limits import over_limit
from shufang.people.actions.family.link_card import link_card
from shufang.people.actions.family.open_account import open_account
from shufang.people.models import Attempt, Guardian, Household, ReaderCard
from tests.cast import make_family

pytestmark = pytest.mark.django_db(transaction=True)
PHONE, AT_ONCE = "13611112222", 4


def at_once(deed: Callable[[], object]) -> list[bool]:
    """Which of several did it, and which were refused in words."""
    start = Barrier(AT_ONCE)

    def do() -> bool:
        try:
            start.wait(20)
            deed()
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [done.result() for done in [pool.submit(do) for _ in range(AT_ONCE)]]


def test_one_number_opens_one_account() -> None:
    made = at_once(lambda: open_account(phone=PHONE, name="小米妈妈", agreed=True))
    assert made == [True] * AT_ONCE
    assert Guardian.objects.count() == Household.objects.count() == 1


def test_a_link_is_used_once() -> None:
    token = invite(guardian=make_family("张家", "13800004821").guardians.get())
    assert at_once(lambda: use_invitation(token=token)).count(True) == 1


def test_a_child_is_listed_once() -> None:
    household = make_family("张家", "13800004821")

    def add() -> None:
        own = Household.objects.get(pk=household.pk)
        add_child(household=own, nickname="小米", year=2020, month=6)

    assert at_once(add).count(True) == 1
    assert household.children.count() == 1


def test_a_card_is_one_household_s() -> None:
    households = [make_family(f"{n}家", f"1380000482{n}") for n in range(AT_ONCE)]
    guardians = [household.guardians.get() for household in households]
    assert at_once(lambda: link_card(guardian=guardians.pop(), typed="SL20250001")).count(True) == 1
    assert ReaderCard.objects.count() == 1


def test_of_tries_in_the_same_moment_none_pass_beyond_the_limit() -> None:
    def look() -> None:
        if over_limit(use="test", limits={"one": 2, "all": 100}, within=timedelta(minutes=1)):
            raise ValidationError("")

    assert at_once(look).count(True) <= 2
    assert Attempt.objects.filter(key="one").count() <= 2
