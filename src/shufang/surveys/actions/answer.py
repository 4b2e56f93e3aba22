"""Keep what a reader thought of an activity, or take it back."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.models import Activity
from shufang.lake import touch
from shufang.places.models import Town
from shufang.surveys.models import Answer
from shufang.surveys.queries.window import is_full, why_not

# No line of the log: its time, beside the sign-in's, would tell who answered. For the same reason
# an answer keeps its day and no time.


@dataclass(frozen=True)
class Said:
    """The three questions, and what may be done with the words."""

    score: int
    leader: int | None = None
    again: bool | None = None
    words: str = ""
    may_quote: bool = False
    said_by: str = ""
    town: Town | None = None


def answer(*, activity: Activity, ticket: str, said: Said, signed_in: bool = False) -> Answer:
    """One answer a ticket: the same ticket again gives the answer that is there.

    Refused (ValidationError): an activity that has not begun, was not held, or is long over; more
    answers than people who came. For the ticket of a family that `signed_in` there is room beyond:
    whoever answers many times at the poster must not shut families out.
    """
    found = Answer.objects.filter(ticket=ticket).first()
    if found is not None:
        return found
    reason = why_not(activity)
    if not reason and is_full(activity, signed_in=signed_in):
        reason = _("回答的份数已经和到场的人一样多了。")
    if reason:
        raise ValidationError(reason)
    words = said.words.strip()
    try:
        with transaction.atomic():
            made = Answer.objects.create(
                activity=activity,
                ticket=ticket,
                score=said.score,
                leader=said.leader,
                again=said.again,
                words=words,
                may_quote=bool(words) and said.may_quote,
                said_by=said.said_by if words else "",
                town=said.town if words else None,
                at=_today(),
            )
            touch("pulse", activity.day)
    except IntegrityError:  # the same form at the same moment
        return Answer.objects.get(ticket=ticket)
    return made


def withdraw(*, ticket: str) -> None:
    """The reader takes the answer back: no figure counts it, its words are gone. Nothing happens
    where there is none."""
    with transaction.atomic():
        found = Answer.objects.select_for_update().filter(ticket=ticket, withdrawn_at=None).first()
        if found is None:
            return
        found.withdrawn_at, found.words, found.said_by = _today(), "", ""
        found.may_quote, found.printable, found.town = False, None, None
        found.save()
        touch("pulse", found.activity.day)


def _today() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
