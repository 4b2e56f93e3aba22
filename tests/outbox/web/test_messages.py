"""The staff's page of messages: how it went, never to whom in full or what was said."""

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shufang.outbox.actions.send import Address, send
from shufang.outbox.choices import Status
from shufang.outbox.models import Message
from shufang.outbox.templates import Template, Text, add
from shufang.people.models import User
from tests.cast import ClientAs

pytestmark = pytest.mark.django_db
PAGE = "/desk/messages/"


@pytest.fixture
def message(library: User, settings: LazySettings) -> Message:
    settings.SHOW_MESSAGES = False
    add(Template("test_note", "试验", lambda message: Text("秘密题目", "秘密内容", "")))
    send(to=Address("sms", "13800004821"), template="test_note", subject=library)
    Message.objects.update(status=Status.UNKNOWN, problem="no_answer 502", ended_at=timezone.now())
    return Message.objects.get()


def test_it_tells_how_it_went_and_nothing_personal(
    client_as: ClientAs, operator: User, message: Message
) -> None:
    page = client_as(operator).get(PAGE).content.decode()
    assert "发出后没有收到答复" in page
    assert "…4821" in page
    assert "13800004821" not in page
    assert "秘密" not in page


def test_in_english(client_as: ClientAs, operator: User, message: Message) -> None:
    page = client_as(operator, language="en").get(PAGE).content.decode()
    assert "1 message may or may not have arrived." in page
    assert "No answer came after sending" in page


def test_a_decision_is_one_click(client_as: ClientAs, operator: User, message: Message) -> None:
    client = client_as(operator)
    client.post(f"{PAGE}{message.pk}/settle/", {"decision": "whatever"})
    assert Message.objects.get().status == Status.UNKNOWN
    client.post(f"{PAGE}{message.pk}/settle/", {"decision": "arrived"})
    assert Message.objects.get().status == Status.SENT


def test_failed_ones_go_again(client_as: ClientAs, library: User, message: Message) -> None:
    Message.objects.update(status=Status.FAILED)
    client_as(library).post(f"{PAGE}retry/")
    assert Message.objects.get().status == Status.QUEUED


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}?status=unknown", f"{PAGE}?status=x&page=9"])
def test_filters_never_fail(client_as: ClientAs, library: User, address: str) -> None:
    assert client_as(library).get(address).status_code == 200


def test_staff_of_a_room_and_assessors_stay_out(
    client_as: ClientAs, site_staff: User, assessor: User, message: Message
) -> None:
    for user in (site_staff, assessor):
        assert client_as(user).get(PAGE).status_code == 403
        assert client_as(user).post(f"{PAGE}retry/").status_code == 403


def test_the_list_asks_the_database_the_same_however_long(
    client_as: ClientAs, library: User, message: Message
) -> None:
    client, counts = client_as(library), []
    client.get(PAGE)
    for versions in (range(1, 2), range(2, 6)):
        for version in versions:
            to = Address("sms", "13800004821")
            send(to=to, template="test_note", subject=library, version=version)
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[1]
