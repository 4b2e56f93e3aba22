"""Two phones, or one impatient one, at the same moment: one check-in, and the last place once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from shufang.activities.actions.signing_in.refusals import AlreadySignedInError
from shufang.activities.actions.signing_in.sign_in import sign_in
from shufang.activities.models import Activity, CheckIn, Rules
from shufang.people.models import Household
from tests.factories.at_the_door import party
from tests.meanwhile import meanwhile

pytestmark = pytest.mark.django_db(transaction=True)


def _come(activity: Activity, key: str, **said: Any) -> CheckIn:
    return sign_in(activity=activity, method="rotating", key=key, adults=1, children=1, **said)


def test_a_form_sent_twice_at_once_is_one_check_in(
    activity: Activity, zhang_family: Household
) -> None:
    registration = party(activity, household=zhang_family)
    with meanwhile(lambda: _come(activity, "k", registration=registration)):
        again = _come(activity, "k", registration=party_again(registration.pk))
    assert again.known
    assert CheckIn.objects.count() == 1
    assert registration.steps.count() == 1


def test_both_parents_at_once_are_one_household(
    activity: Activity, zhang_family: Household
) -> None:
    party(activity, household=zhang_family)
    with (
        meanwhile(lambda: _come(activity, "mother", household=zhang_family)),
        pytest.raises(AlreadySignedInError),
    ):
        _come(activity, "father", household=zhang_family)
    assert CheckIn.objects.count() == 1


def test_the_last_place_is_given_once(activity: Activity) -> None:
    Rules.objects.filter(pk=activity.pk).update(places=1)

    def walk_in(number: int) -> bool:
        try:
            _come(activity, f"k{number}")
        except ValidationError as refusal:
            assert refusal.code == "full"  # noqa: PT017 - counted below
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        came = list(pool.map(walk_in, range(16)))
    assert sum(came) == 1
    assert CheckIn.objects.count() == Rules.objects.get(pk=activity.pk).taken == 1


def party_again(pk: int) -> Any:
    """The same party as another request reads it."""
    from shufang.activities.models import Registration

    return Registration.objects.get(pk=pk)
