"""A person decides about what failed and what is in doubt; old rows are forgotten."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from shufang.outbox.actions.send import Address, send
from shufang.outbox.actions.settle import retry_failed, settle
from shufang.outbox.actions.thin import thin
from shufang.outbox.choices import Decision, Status
from shufang.outbox.models import Message
from shufang.people.models import User
from shufang.shared.models import LogEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(library: User) -> Message:
    send(to=Address("sms", "13800004821"), template="test_note", subject=library)
    Message.objects.update(status=Status.UNKNOWN, tries=3, ended_at=timezone.now())
    return Message.objects.get()


@pytest.mark.parametrize(
    ("decision", "status", "kept"),
    [
        (Decision.ARRIVED, Status.SENT, False),
        (Decision.AGAIN, Status.QUEUED, True),
        (Decision.DROP, Status.DROPPED, False),
    ],
)
def test_what_was_decided_holds(
    message: Message, operator: User, decision: Decision, status: Status, kept: bool
) -> None:
    settle(actor=operator, message=message, decision=decision)
    message.refresh_from_db()
    assert message.status == status
    assert bool(message.address_sealed) is kept
    entry = LogEntry.objects.get(deed="outbox.settle")
    assert entry.detail == {"status": ["unknown", status.value]}
    assert "4821" not in str(entry.detail) + entry.label


def test_the_second_decision_is_refused(message: Message, operator: User) -> None:
    settle(actor=operator, message=message, decision=Decision.ARRIVED)
    with pytest.raises(ValidationError):
        settle(actor=operator, message=message, decision=Decision.AGAIN)
    assert Message.objects.get().status == Status.SENT


def test_without_a_number_nothing_is_sent_again(message: Message, operator: User) -> None:
    Message.objects.update(address_sealed="")
    with pytest.raises(ValidationError):
        settle(actor=operator, message=message, decision=Decision.AGAIN)


def test_failed_ones_are_sent_again_together(message: Message, operator: User) -> None:
    assert retry_failed(actor=operator) == 0  # one in doubt is not
    Message.objects.update(status=Status.FAILED)
    assert retry_failed(actor=operator) == 1
    assert Message.objects.get().status == Status.QUEUED


def test_old_addresses_and_rows_go(message: Message) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        thin()
        assert Message.objects.get().address_sealed == ""
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert thin() == 1
    assert not Message.objects.exists()


def test_what_still_waits_is_kept_however_old(message: Message) -> None:
    Message.objects.update(status=Status.QUEUED, ended_at=None)
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert thin() == 0
    assert Message.objects.get().address_sealed
