"""Sessions that have run out are deleted once a day; whoever is signed in stays so."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.utils import timezone

from shufang.people.actions.clear_sessions import clear_sessions
from shufang.people.models import User
from shufang.shared import jobs
from tests.cast import ClientAs

pytestmark = pytest.mark.django_db


def test_who_left_long_ago_is_forgotten_and_who_is_here_stays(
    client_as: ClientAs, operator: User, library: User
) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=400), tick=False):
        client_as(operator)
    here = client_as(library)
    assert Session.objects.count() == 2
    clear_sessions()
    assert Session.objects.count() == 1
    assert here.get("/desk/").status_code == 200


def test_the_clock_does_it_every_day() -> None:
    (job,) = [job for job in jobs.jobs() if job.do is clear_sessions]
    assert job.every == timedelta(days=1)
