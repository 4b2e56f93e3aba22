"""What waits for a second person, list by list."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from shufang.activities.choices import Grade, Method
from shufang.activities.queries.signing_in.later import entered_later
from shufang.people.models import User
from shufang.places.models import Site
from tests.factories import make_activity
from tests.factories.came import check_in

pytestmark = pytest.mark.django_db


def test_a_long_list_asks_once_who_may_confirm_at_its_room(
    tea_room: Site,
    operator: User,
    library: User,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    activity = make_activity(tea_room, timezone.localdate())
    own = check_in(activity, grade=Grade.D, method=Method.PAPER, user=library)
    for _number in range(5):
        check_in(activity, grade=Grade.D, method=Method.PAPER, user=operator)
    with django_assert_max_num_queries(4):  # the entries, the person's roles, the contract
        (found,) = entered_later(library, [activity.pk])
    assert [entry.pk for entry, may in found.rows if not may] == [own.pk]
    assert found.sums.households == 6
