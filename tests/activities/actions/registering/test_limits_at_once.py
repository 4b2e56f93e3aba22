"""A family's limit holds when it registers for two activities at the same moment."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from shufang.activities.actions.registering.register import register
from shufang.activities.models import Activity, Registration
from shufang.activities.queries.registering.party import Kid, Party
from shufang.people.models import Household
from shufang.places.models import Site
from tests.factories.planned import plan_ahead, with_places
from tests.meanwhile import meanwhile

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_two_activities_at_once(tea_room: Site, zhang_family: Household) -> None:
    kids = tuple(Kid.of(child) for child in zhang_family.children.filter(birth_year=2020))

    def limited(title: str, days: int) -> Activity:
        starts = timezone.now() + timedelta(days=days)
        found = plan_ahead(tea_room, title=title, starts=starts)
        with_places(found, 5, household_limit=1)
        return found

    first, second = limited("周六场", 2), limited("周日场", 3)

    def go(activity: Activity) -> None:
        register(
            activity=activity,
            party=Party(adults=1, kids=kids),
            household=zhang_family,
            phone="13800004821",
            name="张家",
            language="zh-hans",
        )

    with meanwhile(lambda: go(first)), pytest.raises(ValidationError):
        go(second)
    assert Registration.objects.get().activity == first
