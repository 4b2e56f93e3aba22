"""What was learned the last times: debriefs of the same template, series or original."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from shufang.activities.choices import Next
from shufang.activities.models import Activity, Review, Template


@dataclass(frozen=True)
class Lesson:
    """One debrief in a few lines."""

    activity: Activity
    day: date
    room: str
    problems: str
    improvements: str
    decision: str  # a word of `Next`
    wants: str  # its code


def lessons(
    *, template: Template | None = None, like: Activity | None = None, most: int = 5
) -> list[Lesson]:
    """The debriefs that concern whoever plans from this template, or like this activity; the
    latest first."""
    wanted = Q(pk__in=[])
    if template is not None:
        wanted |= Q(activity__template=template)
    if like is not None:
        wanted |= Q(activity=like)
        if like.template_id:
            wanted |= Q(activity__template=like.template_id)
        if like.series_id:
            wanted |= Q(activity__series=like.series_id)
    found = (
        Review.objects.filter(wanted)
        .exclude(problems="", improvements="", decision="")
        .select_related("activity__site")
        .order_by("-activity__day", "-pk")
    )
    return [_lesson(review) for review in found[:most]]


def _lesson(review: Review) -> Lesson:
    decision = Next(review.decision) if review.decision in Next.values else None
    return Lesson(
        activity=review.activity,
        day=review.activity.day,
        room=review.activity.site.name,
        problems=review.problems,
        improvements=review.improvements,
        decision=str(decision.label) if decision else "",
        wants=review.decision,
    )
