"""Who is counted at the door: of this activity, and only what stands."""

import pytest
from django.utils import timezone

from shufang.activities.actions.signing_in.head_count import take_back_heads
from shufang.activities.choices import AgeBand, Grade
from shufang.activities.models import Activity, CheckIn, HeadCount
from shufang.activities.queries.signing_in.heads import heads_at, somebody_counted
from shufang.places.models import Site
from tests.factories.at_the_door import party
from tests.factories.came import check_in, head_count
from tests.factories.planned import plan_ahead, with_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    """Next door a family is there, another is waited for, and heads are counted."""
    next_door = plan_ahead(tea_room, title="隔壁场")
    check_in(next_door, adults=2, children=2)
    party(next_door, "隔壁家")
    head_count(next_door, AgeBand.SCHOOL, 7)
    found = plan_ahead(tea_room)
    with_places(found)
    return found


def test_nobody_is_there_though_next_door_is_full(activity: Activity) -> None:
    seen = heads_at(activity)
    assert (seen.households, seen.heads, seen.band_total, seen.unconfirmed) == (0, 0, 0, 0)
    assert not somebody_counted(activity)


def test_what_was_taken_back_or_waits_for_a_second_person_is_not_counted(
    activity: Activity,
) -> None:
    gone = check_in(activity, voided_at=timezone.now())
    check_in(activity, grade=Grade.D)
    head_count(activity, AgeBand.SCHOOL, 3, voided_at=timezone.now())
    seen = heads_at(activity)
    assert (seen.households, seen.band_total, seen.unconfirmed) == (0, 0, 1)
    assert not somebody_counted(activity)
    CheckIn.objects.filter(pk=gone.pk).update(voided_at=None)
    assert (heads_at(activity).households, somebody_counted(activity)) == (1, True)


def test_heads_alone_are_somebody_and_taken_back_from_their_own_band(activity: Activity) -> None:
    head_count(activity, AgeBand.SCHOOL, 3)
    head_count(activity, AgeBand.ADULT, 2)
    assert somebody_counted(activity)
    taken = take_back_heads(activity=activity, band=AgeBand.SCHOOL)
    assert taken is not None
    assert (taken.activity, taken.heads) == (activity, 3)
    assert heads_at(activity).bands == {**heads_at(activity).bands, "7-12": 0, "18-59": 2}
    assert HeadCount.objects.filter(voided_at=None).count() == 2
