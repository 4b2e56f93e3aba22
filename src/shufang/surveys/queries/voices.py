"""Readers' words that may be printed: allowed by the reader, read by the staff."""

from dataclasses import dataclass

from shufang.activities.choices import State
from shufang.shared.period import Period
from shufang.surveys.models import Answer
from shufang.surveys.queries.results import signed


@dataclass(frozen=True)
class Voice:
    """One voice; signed as its reader wished, with the town where the family lives or, where it
    told none, the room's."""

    key: int
    text: str
    said_by: str
    place: str
    activity: str


def voices(period: Period) -> list[Voice]:
    """The voices from activities held in the period, the latest first."""
    found = (
        Answer.objects.filter(
            may_quote=True,
            printable=True,
            withdrawn_at=None,
            activity__state=State.HELD,
            activity__day__range=(period.start, period.last),
        )
        .exclude(words="")
        .select_related("town", "activity__site__town")
        .order_by("-activity__day", "words")
    )
    return [Voice(a.pk, a.words, signed(a), _place(a), a.activity.title) for a in found]


def _place(answer: Answer) -> str:
    town = answer.town or answer.activity.site.town
    return town.name if town else answer.activity.site.name
