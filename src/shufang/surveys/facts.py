"""Pulse answers as they go to the lake: scores of an activity, no words and nobody's name."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from shufang.activities.choices import State
from shufang.activities.facts import ACTIVITY_COLUMNS, ESTIMATED, OF_AN_ACTIVITY
from shufang.lake import Column, FactTable
from shufang.shared.period import next_month
from shufang.surveys.choices import FEWEST
from shufang.surveys.models import Answer


def _pulse(month: date) -> Iterator[Sequence[Any]]:
    """A score is told with its row where the activity has enough answers to hide each one."""
    rows = (
        Answer.objects.filter(withdrawn_at=None, activity__state=State.HELD)
        .filter(activity__day__gte=month, activity__day__lt=next_month(month))
        .order_by("activity__day", "activity_id", "-score")
        .values_list(
            "activity__day", "activity__site_id", "activity__category_id",
            "activity__national_type", "activity_id", "score", "leader", "again",
        )
    )  # fmt: skip
    found = list(rows)
    answers = Counter(row[4] for row in found)
    for row in found:
        of, (score, leader, again) = row[:5], row[5:]
        told = score if answers[of[4]] >= FEWEST else None
        yield (*of, score, told, leader, again, False)


def _months() -> Iterable[date]:
    held = Answer.objects.filter(withdrawn_at=None, activity__state=State.HELD)
    days = held.order_by().values_list("activity__day", flat=True).distinct()
    return {day.replace(day=1) for day in days}


PULSE = FactTable(
    "pulse",
    "满意度回答",
    "Pulse answers",
    grain="one answer after an activity that was held",
    columns=(
        *ACTIVITY_COLUMNS,
        Column("score", "总评", "Overall", "integer"),
        Column("told", "总评（5分制）", "Overall (of 5)", "integer"),
        Column("leader", "带领人", "Leader", "integer"),
        Column("again", "还想来", "Would come again", "flag"),
        ESTIMATED,
    ),
    dimensions=OF_AN_ACTIVITY,
    rows=_pulse,
    months=_months,
    silence=0,
    order="f.day, f.activity, f.told desc",
)
