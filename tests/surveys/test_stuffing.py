"""The party that is paid answers for the families, before they do and as often as it can."""

import pytest
from django.test import Client
from django.utils import timezone

from shufang.activities.models import Activity, CheckIn
from shufang.places.models import Site
from shufang.surveys.models import Answer
from shufang.surveys.queries.tickets import poster_token, token_of
from shufang.surveys.queries.window import MOST_UNCOUNTED
from tests.factories.came import check_in
from tests.factories.reviewed import held_yesterday

pytestmark = pytest.mark.django_db


@pytest.fixture
def over(tea_room: Site) -> Activity:
    return held_yesterday(tea_room)


def say(token: str, score: int) -> None:
    Client().post(f"/survey/{token}/", {"score": score})


def test_a_flood_at_the_poster_does_not_shut_families_out(over: Activity) -> None:
    family = check_in(over, adults=1, children=1)
    for _browser in range(5):
        say(poster_token(over), 5)
    assert Answer.objects.count() == 2  # as many as came
    say(token_of(family), 1)
    assert Answer.objects.filter(score=1).count() == 1


def test_nor_is_it_endless_where_nobody_was_counted(over: Activity) -> None:
    for _browser in range(MOST_UNCOUNTED + 1):
        say(poster_token(over), 5)
    assert Answer.objects.count() == MOST_UNCOUNTED


def test_tickets_of_sign_ins_taken_back_are_bounded_too(over: Activity) -> None:
    rows = [check_in(over, adults=1, children=0) for _number in range(9)]
    tokens = [token_of(row) for row in rows]
    CheckIn.objects.exclude(pk=rows[0].pk).update(voided_at=timezone.now())
    for token in tokens:
        say(token, 5)
    assert Answer.objects.count() == 2  # one head, and one household's ticket
