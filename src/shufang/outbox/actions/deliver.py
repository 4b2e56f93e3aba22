"""Send what is due: claim, write the text, hand it over, note how it went.

A message is claimed by one conditional update, so two workers never send it both. Whoever is
killed in between leaves it SENDING; `recover` finds it. A carrier that drops an id it knows is
simply asked again; of any other nobody knows, and a person decides.
"""

import logging
import time
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Case, IntegerField, When
from django.utils import timezone, translation

from shufang.outbox.address import ADDRESS
from shufang.outbox.channels import (
    Carrier,
    LaterError,
    NotSentError,
    Parcel,
    UnsureError,
    carrier_of,
)
from shufang.outbox.choices import Problem, Status
from shufang.outbox.models import Message
from shufang.outbox.templates import Text, template, templates
from shufang.shared.secrets import BrokenSealError, blind, unseal

logger = logging.getLogger(__name__)

LEFT_BEHIND = timedelta(minutes=2)  # a carrier answers or gives up long before
PAUSES = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720))  # then it has failed
AT_ONCE = 50  # candidates looked up together
# After each message so many times as long as it took: hundreds of confirmations are due when
# hundreds of families register, and who waits for a page goes before who waits for a message.
REST, LONGEST_REST = 6, 0.1  # seconds at most, for a carrier that is slow has taken nothing away


def deliver(*, most: int = 500, seconds: float = 10.0) -> int:
    """Send what is due, the urgent first; gives how many were dealt with."""
    recover()
    until, done = time.monotonic() + seconds, 0
    for message in _claimed():
        begun = time.monotonic()
        _send(message)
        done += 1
        now = time.monotonic()
        if done >= most or now > until:
            break
        time.sleep(min(REST * (now - begun), LONGEST_REST))
    return done


def recover(*, older_than: timedelta = LEFT_BEHIND) -> int:
    """Give messages that a killed worker left behind back to the queue, or to a person."""
    left = Message.objects.filter(
        status=Status.SENDING, started_at__lte=timezone.now() - older_than
    )
    found = 0
    for message in left:
        carrier = carrier_of(message.channel)
        if carrier is None or carrier.idempotent:
            found += _mark(message, Status.QUEUED, started_at=None)
        else:
            found += _mark(message, Status.UNKNOWN, problem=Problem.KILLED)
    return found


def key_of(message: Message) -> str:
    """The message's own id as a provider is told it: the same on every try, and in a restored
    database."""
    what = f"{message.template} {message.recipient} {message.subject} {message.version}"
    return blind(what, "message")[:32]


def _claimed() -> Iterator[Message]:
    """Messages that are due, each of them ours alone when it is handed out."""
    urgent = [each.code for each in templates() if each.urgent]
    while True:
        due = Message.objects.filter(status=Status.QUEUED, due_at__lte=timezone.now())
        first = Case(When(template__in=urgent, then=0), default=1, output_field=IntegerField())
        keys = list(due.order_by(first, "due_at", "id").values_list("pk", flat=True)[:AT_ONCE])
        if not keys:
            return
        for key in keys:
            now = timezone.now()
            waiting = Message.objects.filter(pk=key, status=Status.QUEUED)
            if waiting.update(status=Status.SENDING, started_at=now):
                yield Message.objects.get(pk=key)


def _send(message: Message) -> None:
    """One claimed message: whatever happens, it is noted."""
    try:
        text = _text(message)
        if text is None:
            _mark(message, Status.DROPPED)
            return
        carrier = carrier_of(message.channel)
        if carrier is None:
            _mark(message, Status.FAILED, problem=Problem.NOT_SET_UP)
            return
        _hand_over(message, text, carrier)
    except Exception as error:  # a text that can't be written must not stop the others
        logger.error("%s failed: %s", message.template, type(error).__name__)
        _again(message, LaterError(Problem.NO_TEXT, type(error).__name__))


def _text(message: Message) -> Text | None:
    """The text as things stand now, in the recipient's language; none: no longer needed."""
    kind = template(message.template)
    if kind is None:
        raise LookupError(message.template)
    with translation.override(message.language):
        text = kind.text(message)
        if text is None:
            return None
        return Text(str(text.title), str(text.body), str(text.link))


def _hand_over(message: Message, text: Text, carrier: Carrier) -> None:
    try:
        to = unseal(message.address_sealed, ADDRESS)
    except BrokenSealError:
        to = ""
    if not to:
        _mark(message, Status.FAILED, problem=Problem.NO_ADDRESS)
        return
    parcel = Parcel(key_of(message), to, text.title, text.body, text.link, message.language)
    try:
        carrier.carry(parcel)
    except UnsureError as error:
        if carrier.idempotent:
            _again(message, error)
        else:
            _mark(message, Status.UNKNOWN, problem=error.noted, tries=message.tries + 1)
    except LaterError as error:
        _again(message, error)
    except NotSentError as error:
        _mark(message, Status.FAILED, problem=error.noted, tries=message.tries + 1)
    else:
        _mark(message, Status.SENT, tries=message.tries + 1, problem="")


def _again(message: Message, error: NotSentError) -> None:
    """Later, after a pause that grows; at last it has failed and a person sees it."""
    tries = message.tries + 1
    if tries > len(PAUSES):
        _mark(message, Status.FAILED, problem=error.noted, tries=tries)
        return
    due = timezone.now() + PAUSES[tries - 1]
    _mark(message, Status.QUEUED, problem=error.noted, tries=tries, due_at=due, started_at=None)


def _mark(message: Message, status: Status, **fields: object) -> int:
    """Note how it went, if the message is still ours; an address that served is forgotten."""
    if status in (Status.SENT, Status.DROPPED):
        fields["address_sealed"] = ""
    if status not in (Status.QUEUED, Status.SENDING):
        fields["ended_at"] = timezone.now()
    mine = Message.objects.filter(
        pk=message.pk, status=Status.SENDING, started_at=message.started_at
    )
    return mine.update(status=status, **fields)
