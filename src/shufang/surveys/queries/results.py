"""What readers thought of one activity; below three answers nothing is told."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import gettext

from shufang.activities.models import Activity
from shufang.shared.period import Period
from shufang.surveys.choices import FEWEST, Score
from shufang.surveys.models import Answer


@dataclass(frozen=True)
class ScoreLine:
    label: str
    answers: int
    share: float  # of all answers, for the bar's length: 0 to 100


@dataclass(frozen=True)
class Results:
    answers: int
    lines: list[ScoreLine]  # best first; empty where there are too few answers
    satisfied: float | None  # per cent, as the network counts it
    leader: float | None  # mean of five
    again: float | None  # per cent of those who said yes or no
    words: list[tuple[Answer, str]]  # with the signature in the language of the page

    @property
    def is_told(self) -> bool:
        return self.answers >= FEWEST


def signed(answer: Answer) -> str:
    """“一位妈妈” in the language of the page: readers choose it from a list of ours."""
    return gettext(answer.said_by) if answer.said_by else ""


def results(activity: Activity) -> Results:
    """The answers that stand; their words in no order that tells when they came."""
    found = list(Answer.objects.filter(activity=activity, withdrawn_at=None).select_related("town"))
    if len(found) < FEWEST:
        return Results(len(found), [], None, None, None, [])
    least = _least()
    scores = [answer.score for answer in found]
    lines = [
        ScoreLine(str(score.label), scores.count(score), 100 * scores.count(score) / len(scores))
        for score in Score
    ]
    leader = [answer.leader for answer in found if answer.leader is not None]
    again = [answer.again for answer in found if answer.again is not None]
    return Results(
        answers=len(found),
        lines=lines,
        satisfied=100 * sum(score >= least for score in scores) / len(scores),
        leader=sum(leader) / len(leader) if len(leader) >= FEWEST else None,
        again=100 * sum(again) / len(again) if len(again) >= FEWEST else None,
        words=[
            (each, signed(each))
            for each in sorted(found, key=lambda answer: answer.words)
            if each.words
        ],
    )


def satisfied_by_activity(period: Period) -> dict[int, float]:
    """Per cent by the activity's key, for those with enough answers."""
    rows = (
        Answer.objects.filter(withdrawn_at=None, activity__day__range=(period.start, period.last))
        .order_by()
        .values_list("activity")
        .annotate(answers=Count("pk"), good=Count("pk", filter=Q(score__gte=_least())))
    )
    return {activity: 100 * good / answers for activity, answers, good in rows if answers >= FEWEST}


def _least() -> Score:
    """The lowest score that counts as satisfied here."""
    return Score.FAIR if settings.SATISFIED_WITH_FAIR else Score.GOOD
