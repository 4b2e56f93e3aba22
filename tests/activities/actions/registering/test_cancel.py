"""A place is given up: once, and not by who has come."""

import pytest
from django.core.exceptions import ValidationError

from shufang.activities.actions.registering.cancel import cancel_registration
from shufang.activities.choices import Stage
from shufang.activities.models import Activity, Registration, Rules, Step
from shufang.people.models import Household
from shufang.places.models import Site
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    found = plan_ahead(tea_room)
    with_places(found, 3)
    return found


def test_twice_is_once(activity: Activity) -> None:
    made = party(activity)
    cancel_registration(registration=made, actor="family")
    cancel_registration(registration=made, actor="family")
    cancel_registration(registration=Registration.objects.get(), actor="family")
    assert Rules.objects.get().taken == 0
    assert Step.objects.count() == 1


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.ATTENDED, "已经签到，不能取消"),
        (Stage.ABSENT, "已经结束，不用取消"),
        (Stage.EXPIRED, "已经结束，不用取消"),
    ],
)
def test_who_came_or_is_through_is_told_so(activity: Activity, stage: Stage, words: str) -> None:
    made = party(activity, stage=stage)
    taken = Rules.objects.get().taken
    with pytest.raises(ValidationError, match=words):
        cancel_registration(registration=made, actor="family")
    assert Registration.objects.get().stage == stage
    assert Rules.objects.get().taken == taken


def test_of_two_families_in_the_corner_beside_one_stays(
    activity: Activity, zhang_family: Household, chen_family: Household
) -> None:
    corner = plan_ahead(activity.site, title="家长成长角", beside=activity)
    with_places(corner, 5)
    made = party(activity, household=zhang_family)
    own, other = (party(corner, household=each) for each in (zhang_family, chen_family))
    over = party(corner, "以前取消的", household=zhang_family, stage=Stage.CANCELLED)
    cancel_registration(registration=made, actor="family")
    stages = dict(Registration.objects.values_list("pk", "stage"))
    assert (stages[own.pk], stages[other.pk]) == (Stage.CANCELLED, Stage.CONFIRMED)
    assert not Step.objects.filter(registration=over).exists()
    assert Rules.objects.get(pk=corner.pk).taken == 1
