"""Who came, on the activity's page, in the list and in its gaps."""

from datetime import date

import pytest

from shufang.activities.choices import AgeBand
from shufang.activities.queries.ledger import LedgerFilter, ledger
from shufang.activities.queries.who_came import HEADS, NAMED, STATED, who_came
from shufang.people.models import User
from shufang.places.models import Site
from tests.cast import ClientAs
from tests.factories import make_activity, state_count
from tests.factories.came import check_in, head_count

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 8)


def test_the_stated_count_stays_beside_and_is_shown_as_a_difference(
    client_as: ClientAs, assessor: User, tea_room: Site
) -> None:
    activity = make_activity(tea_room, DAY)
    state_count(activity, sign_ins=12, attendees=30)
    for _number in range(10):
        check_in(activity, adults=1, children=2)
    came = who_came([activity])[activity.pk]
    assert (came.stream, came.sign_ins, came.attendees) == (NAMED, 10, 30)
    assert (came.sign_ins_differ, came.attendees_differ) == (-2, None)
    page = client_as(assessor).get(f"/desk/activities/{activity.pk}/").content.decode()
    assert "签到比填报" in page
    assert "-2" in page
    assert "人次比填报" not in page


def test_head_counts_stand_beside_check_ins_and_replace_what_was_stated(tea_room: Site) -> None:
    activity = make_activity(tea_room, DAY)
    state_count(activity, sign_ins=12, attendees=30)
    head_count(activity, AgeBand.SCHOOL, 8)
    head_count(activity, AgeBand.SENIOR, 3)
    came = who_came([activity])[activity.pk]
    assert (came.stream, came.sign_ins, came.adults, came.children) == (HEADS, 12, 3, 8)
    check_in(activity)
    came = who_came([activity])[activity.pk]
    assert (came.stream, came.sign_ins, came.attendees) == (NAMED, 1, 2)
    assert came.heads is not None
    assert came.heads.attendees == 11


def test_what_nobody_counted_is_not_known(tea_room: Site) -> None:
    activity = make_activity(tea_room, DAY)
    came = who_came([activity])[activity.pk]
    assert (came.stream, came.sign_ins, came.attendees) == (STATED, None, None)


def test_an_activity_with_check_ins_has_no_gap(tea_room: Site) -> None:
    activity = make_activity(tea_room, DAY)
    for gap in ("sign_ins", "attendees"):
        assert list(ledger(LedgerFilter(gap=gap))) == [activity]
    head_count(activity, AgeBand.SCHOOL, 8)
    assert not ledger(LedgerFilter(gap="attendees"))
    check_in(activity)
    assert not ledger(LedgerFilter(gap="sign_ins"))
