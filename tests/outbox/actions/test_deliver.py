"""A message goes out once, from how things stand when it leaves."""

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.outbox.actions.deliver import LONGEST_REST, PAUSES, REST, deliver, key_of, recover
from shufang.outbox.actions.send import Address, send
from shufang.outbox.choices import Problem, Status
from shufang.outbox.models import Message
from shufang.outbox.templates import Template, Text, add
from shufang.people.models import User
from tests.factories.stand_in import Provider, provider

pytestmark = pytest.mark.django_db

PHONE = "13800004821"
SAID: dict[str, Text | None] = {}


def _text(message: Message) -> Text | None:
    if message.detail.get("breaks"):
        raise ZeroDivisionError(PHONE)
    return SAID.get("text", Text(_("消息"), _("消息"), "http://127.0.0.1:8000/x"))


@pytest.fixture(autouse=True)
def _templates() -> None:
    SAID.clear()
    add(Template("test_note", "试验", _text))
    add(Template("test_code", "急件", _text, urgent=True))


@pytest.fixture
def gateway(settings: LazySettings) -> Iterator[Provider]:
    with provider() as found:
        settings.SMS_URL, settings.SMS_KEY, settings.SMS_IDEMPOTENT = f"{found.url}/s", "k", True
        yield found


def queue(subject: User, template: str = "test_note", **fields: object) -> Message:
    language = str(fields.pop("language", "zh-hans"))
    send(to=Address("sms", PHONE, language), template=template, subject=subject, **fields)  # type: ignore[arg-type]
    return Message.objects.latest("pk")


def test_it_is_sent_once_and_the_number_is_forgotten(gateway: Provider, library: User) -> None:
    message = queue(library)
    assert deliver() == 1
    assert deliver() == 0
    message.refresh_from_db()
    assert message.status == Status.SENT
    assert message.address_sealed == ""
    [(path, _headers, body)] = gateway.asked
    assert path == "/s"
    assert body["to"] == PHONE
    assert body["id"] == key_of(message)


def test_it_speaks_the_recipients_language(gateway: Provider, library: User) -> None:
    queue(library, language="en")
    deliver()
    assert gateway.asked[0][2]["text"].startswith("Messages ")


def test_what_is_no_longer_true_is_not_told(gateway: Provider, library: User) -> None:
    message = queue(library)
    SAID["text"] = None
    deliver()
    message.refresh_from_db()
    assert message.status == Status.DROPPED
    assert message.address_sealed == ""
    assert gateway.asked == []


def test_what_was_rolled_back_is_not_told(gateway: Provider, library: User) -> None:
    def fails() -> None:
        with transaction.atomic():
            queue(library)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    deliver()
    assert gateway.asked == []


def test_the_same_message_twice_is_one(gateway: Provider, library: User) -> None:
    queue(library)
    queue(library)
    queue(library, version=1)
    deliver()
    assert sorted(gateway.arrived.values()) == [1, 1]


def test_a_later_one_waits_until_it_is_due(gateway: Provider, library: User) -> None:
    queue(library, due=timezone.now() + timedelta(hours=1))
    assert deliver() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert deliver() == 1


def test_a_one_time_code_goes_before_all_that_waits(gateway: Provider, library: User) -> None:
    for version in range(3):
        queue(library, version=version)
    code = queue(library, "test_code")
    deliver(most=1)
    assert gateway.asked[0][2]["id"] == key_of(code)


def test_between_messages_the_worker_stands_back_for_who_waits_for_a_page(
    gateway: Provider, library: User, operator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests: list[float] = []
    monkeypatch.setattr("shufang.outbox.actions.deliver.time.sleep", rests.append)
    for subject in (library, operator):
        queue(subject)
    begun = time.monotonic()
    assert deliver() == 2
    worked = time.monotonic() - begun
    assert len(rests) == 2
    assert all(0 < rest <= LONGEST_REST for rest in rests)
    assert sum(rests) <= REST * worked


def test_a_busy_provider_is_asked_again_ever_more_slowly(gateway: Provider, library: User) -> None:
    message = queue(library)
    start = timezone.now()
    for number in range(1, len(PAUSES) + 1):
        gateway.answers = [(503, {})]
        with time_machine.travel(message.due_at + timedelta(seconds=1), tick=False):
            assert deliver() == 1
        message.refresh_from_db()
        assert (message.status, message.tries) == (Status.QUEUED, number)
        assert message.problem == "busy 503"
    assert message.due_at - start > sum(PAUSES, timedelta()) - timedelta(minutes=1)
    gateway.answers = [(503, {})]
    with time_machine.travel(message.due_at + timedelta(seconds=1), tick=False):
        deliver()
    message.refresh_from_db()
    assert message.status == Status.FAILED
    assert message.address_sealed  # a person may send it again


def test_a_refusal_is_final(gateway: Provider, library: User) -> None:
    message = queue(library)
    gateway.answers = [(403, {})]
    deliver()
    message.refresh_from_db()
    assert (message.status, message.problem) == (Status.FAILED, "refused 403")


def test_a_channel_that_is_not_set_up_says_so(library: User, settings: LazySettings) -> None:
    settings.SMS_URL, settings.SHOW_MESSAGES = "", False
    message = queue(library)
    deliver()
    message.refresh_from_db()
    assert (message.status, message.problem) == (Status.FAILED, Problem.NOT_SET_UP)


def test_a_text_that_breaks_stops_no_other_and_is_not_logged(
    gateway: Provider, library: User, caplog: pytest.LogCaptureFixture
) -> None:
    broken = queue(library, detail={"breaks": True})
    queue(library, version=1)
    deliver()
    assert len(gateway.asked) == 1
    broken.refresh_from_db()
    assert (broken.status, broken.problem) == (Status.QUEUED, "no_text ZeroDivisionError")
    assert PHONE not in caplog.text


def test_an_unknown_kind_is_not_lost(gateway: Provider, library: User) -> None:
    message = queue(library, "test_nobody_wrote_it")
    deliver()
    message.refresh_from_db()
    assert message.status == Status.QUEUED
    assert gateway.asked == []


class TestNoAnswer:
    """The request left us; whether the message arrived nobody knows."""

    @pytest.fixture(autouse=True)
    def _silent(self, gateway: Provider) -> None:
        gateway.answers = [(502, {})]

    def test_one_that_knows_ids_is_asked_again(self, gateway: Provider, library: User) -> None:
        message = queue(library)
        deliver()
        message.refresh_from_db()
        assert message.status == Status.QUEUED
        with time_machine.travel(timezone.now() + timedelta(hours=1)):
            deliver()
        assert gateway.asked[0][2]["id"] == gateway.asked[1][2]["id"]
        assert list(gateway.arrived.values()) == [1]

    def test_of_any_other_a_person_decides(
        self, gateway: Provider, library: User, settings: LazySettings
    ) -> None:
        settings.SMS_IDEMPOTENT = False
        message = queue(library)
        deliver()
        message.refresh_from_db()
        assert (message.status, message.problem) == (Status.UNKNOWN, "no_answer 502")
        with time_machine.travel(timezone.now() + timedelta(days=1)):
            assert deliver() == 0


@pytest.mark.parametrize(("idempotent", "status"), [(True, "queued"), (False, "unknown")])
def test_what_a_killed_worker_left_behind(
    library: User, gateway: Provider, settings: LazySettings, idempotent: bool, status: str
) -> None:
    settings.SMS_IDEMPOTENT = idempotent
    message = queue(library)
    now = timezone.now()
    Message.objects.update(status=Status.SENDING, started_at=now)
    assert recover() == 0  # its worker may still be at it
    with time_machine.travel(now + timedelta(minutes=3)):
        assert recover() == 1
    message.refresh_from_db()
    assert message.status == status
