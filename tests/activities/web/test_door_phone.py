"""What a phone shows that scanned the code on the room's screen: in as few steps as can be."""

from datetime import timedelta

import pytest
from django.utils import timezone

from shufang.activities.models import Activity, CheckIn, Rules
from shufang.activities.queries.signing_in.codes import code_at
from shufang.places.models import Site
from tests.cast import browser
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    found = plan_ahead(tea_room, starts=timezone.now() + timedelta(minutes=5))
    with_places(found, 5, walk_ins=True)
    return found


def scanned(activity: Activity) -> str:
    return browser().get(f"/door/{code_at(activity, timezone.now())}/").content.decode()


def test_where_places_are_given_a_stranger_says_who_they_are_first(activity: Activity) -> None:
    page = scanned(activity)
    assert 'name="digits"' in page
    assert 'name="adults"' not in page


def test_where_nobody_registers_the_first_page_asks_how_many_came(activity: Activity) -> None:
    Rules.objects.update(way="open")
    page = scanned(activity)
    assert 'name="digits"' not in page
    assert 'name="adults"' in page
    assert "来了几位" in page
    assert not CheckIn.objects.exists()  # nobody is signed in by looking
