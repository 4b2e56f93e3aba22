"""A person who was written to is forgotten; what went out stays a figure, and only for a while."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from shufang.outbox.actions.forget import forget
from shufang.outbox.actions.send import Address, send
from shufang.outbox.actions.thin import thin
from shufang.outbox.choices import Status
from shufang.outbox.models import Message
from shufang.outbox.queries.overview import tallies
from shufang.people.models import User
from tests.meanwhile import meanwhile

PHONE = "13800004821"


@pytest.fixture
def message(library: User) -> Message:
    send(to=Address("sms", PHONE), template="test_note", subject=library)
    return Message.objects.get()


@pytest.mark.django_db
def test_what_waited_no_longer_goes_and_is_deleted_in_time(message: Message) -> None:
    recipient = message.recipient
    assert forget(channel="sms", value=PHONE) == 1
    message.refresh_from_db()
    assert (message.status, message.address_sealed) == (Status.DROPPED, "")
    assert message.recipient != recipient
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert {tally.status: tally.count for tally in tallies()}[Status.DROPPED] == 0
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert thin() == 1


@pytest.mark.django_db
def test_what_went_stays_as_it_went(message: Message) -> None:
    ended = timezone.now() - timedelta(days=1)
    Message.objects.update(status=Status.SENT, address_sealed="", ended_at=ended)
    forget(channel="sms", value=PHONE)
    message.refresh_from_db()
    assert (message.status, message.ended_at) == (Status.SENT, ended)


@pytest.mark.django_db(transaction=True)
def test_what_goes_out_at_this_moment_has_gone(message: Message) -> None:
    """Whoever notes that it went is not contradicted by what was read a moment before."""
    Message.objects.update(status=Status.SENDING, started_at=timezone.now())
    with meanwhile(lambda: Message.objects.update(status=Status.SENT, ended_at=timezone.now())):
        forget(channel="sms", value=PHONE)
    message.refresh_from_db()
    assert (message.status, message.address_sealed) == (Status.SENT, "")
