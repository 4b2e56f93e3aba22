"""What was sent how, for the staff's page: no texts, no full addresses."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, Count, QuerySet, When
from django.utils import timezone

from shufang.outbox.address import ADDRESS
from shufang.outbox.channels.shown import ending
from shufang.outbox.choices import Problem, Status
from shufang.outbox.models import Message
from shufang.outbox.templates import template
from shufang.shared.secrets import BrokenSealError, unseal

DAYS = 7


@dataclass(frozen=True)
class Tally:
    status: Status
    count: int


@dataclass(frozen=True)
class Line:
    """One message as staff may see it."""

    message: Message
    kind: str
    to: str  # the last four
    problem: str
    code: str  # the provider's own

    @property
    def in_doubt(self) -> bool:
        return self.message.status == Status.UNKNOWN

    @property
    def failed(self) -> bool:
        return self.message.status == Status.FAILED


def tallies() -> list[Tally]:
    """How many of each state: of those that ended, the last seven days'."""
    since = timezone.now() - timedelta(days=DAYS)
    rows = Message.objects.exclude(
        status__in=(Status.SENT, Status.DROPPED), ended_at__lt=since
    ).values_list("status").annotate(count=Count("pk"))  # fmt: skip
    found = dict(rows)
    return [Tally(status, found.get(status, 0)) for status in Status]


def chosen(status: str) -> QuerySet[Message]:
    """Messages of one state, or all; what a person has to decide first."""
    first = Case(When(status=Status.UNKNOWN, then=0), When(status=Status.FAILED, then=1), default=2)
    found = Message.objects.order_by(first, "-due_at", "-id")
    return found.filter(status=status) if status in Status.values else found


def lines(messages: list[Message]) -> list[Line]:
    return [_line(message) for message in messages]


def _line(message: Message) -> Line:
    kind = template(message.template)
    problem, _space, code = message.problem.partition(" ")
    words = str(Problem(problem).label) if problem in Problem.values else ""
    return Line(message, str(kind.name) if kind else message.template, _to(message), words, code)


def _to(message: Message) -> str:
    try:
        address = unseal(message.address_sealed, ADDRESS)
    except BrokenSealError:
        return ""
    return ending(address) if address else ""
