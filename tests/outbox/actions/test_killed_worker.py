"""The worker is killed at every point of its work, again and again: nothing lost, nothing doubled.

With a provider that drops an id it knows, every message arrives exactly once. With any other one,
a kill leaves at most one message in doubt, and none arrives twice.
"""

import os
import signal
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import connections

from shufang.outbox.actions import deliver as delivering
from shufang.outbox.actions.deliver import deliver, recover
from shufang.outbox.actions.send import Address, send
from shufang.outbox.channels.sms import Sms
from shufang.outbox.choices import Status
from shufang.outbox.models import Message
from shufang.outbox.templates import Template, Text, add
from shufang.people.models import User
from tests.factories.stand_in import provider

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings(
        "ignore:.*fork:DeprecationWarning"
    ),  # Python 3.12 on: the stand-in's thread
]

KILLS = 50
AT_ONCE = timedelta(seconds=-1)  # whatever was claimed before now counts as left behind
POINTS = ("claimed", "before_request", "after_answer", "noted")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _text(message: Message) -> Text:
    return Text("提醒", "明天见", "")


def _rig(point: str) -> None:
    """In the worker that is to die: where it does."""
    carry, mark = Sms.carry, delivering._mark

    def dying_carry(self: Sms, parcel: object) -> None:
        if point == "before_request":
            die()
        carry(self, parcel)  # type: ignore[arg-type]
        if point == "after_answer":
            die()

    def dying_mark(*args: object, **fields: object) -> int:
        found = mark(*args, **fields)  # type: ignore[arg-type]
        die()
        return found

    Sms.carry = dying_carry  # type: ignore[method-assign]
    if point == "noted":
        delivering._mark = dying_mark
    if point == "claimed":
        add(Template("test_kill", "试验", lambda message: die()))


def _rig_and_deliver(point: str) -> None:
    _rig(point)
    deliver()


def _in_a_worker(work: Callable[[], object]) -> None:
    """A process of its own, and wait until it is dead."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    os.waitpid(child, 0)


@pytest.mark.parametrize("idempotent", [True, False])
@pytest.mark.parametrize("point", POINTS)
def test_nothing_is_lost_or_doubled(
    point: str, idempotent: bool, library: User, settings: LazySettings
) -> None:
    add(Template("test_kill", "试验", _text))
    for version in range(KILLS + 10):
        send(to=Address("sms", "13800004821"), template="test_kill", subject=library,
             version=version)  # fmt: skip
    with provider(idempotent=idempotent) as gateway:
        settings.SMS_URL, settings.SMS_KEY = gateway.url, "k"
        settings.SMS_IDEMPOTENT = idempotent
        for _kill in range(KILLS):
            _in_a_worker(lambda: _rig_and_deliver(point))
            recover(older_than=AT_ONCE)
        deliver(most=10_000, seconds=60)
    assert max(gateway.arrived.values()) == 1  # none doubled
    count = {status: Message.objects.filter(status=status).count() for status in Status}
    assert count[Status.SENT] + count[Status.UNKNOWN] == KILLS + 10  # none lost
    assert len(gateway.arrived) >= count[Status.SENT]
    doubtful = KILLS if not idempotent and point != "noted" else 0
    assert count[Status.UNKNOWN] == doubtful  # one a kill at most


def test_workers_side_by_side_send_nothing_twice(library: User, settings: LazySettings) -> None:
    add(Template("test_kill", "试验", _text))
    for version in range(40):
        send(to=Address("sms", "13800004821"), template="test_kill", subject=library,
             version=version)  # fmt: skip
    with provider(idempotent=False) as gateway:
        settings.SMS_URL, settings.SMS_KEY, settings.SMS_IDEMPOTENT = gateway.url, "k", False
        connections.close_all()
        children = []
        for _worker in range(3):
            child = os.fork()
            if child == 0:
                try:
                    deliver(seconds=60)
                finally:
                    os._exit(0)
            children.append(child)
        for child in children:
            os.waitpid(child, 0)
        deliver(seconds=60)
    assert len(gateway.arrived) == 40
    assert max(gateway.arrived.values()) == 1
    assert Message.objects.filter(status=Status.SENT).count() == 40
