"""How people came to activities: by what their sign-ins are proven, registrations, satisfaction.

Nothing is said where nothing of the kind was recorded: imported ledgers have neither.
"""

from dataclasses import dataclass

from shufang.activities.choices import Grade
from shufang.insight.queries.overview import Named
from shufang.lake import AnswerRow, Key, Question, ask_many, registry
from shufang.shared.period import Period

STRIP = 1000  # the strip's width, in its own units
SHOWN = (
    "registrations",
    "show_up_rate",
    "fill_rate",
    "waiting",
    "cancelled",
    "households_served",
    "first_time_households",
    "satisfaction_rate",
)


@dataclass(frozen=True)
class GradePart:
    """The sign-ins of one evidence grade, and where their piece of the strip lies."""

    code: Key
    label: str
    value: int | float
    share: float
    x: str
    width: str


@dataclass(frozen=True)
class Figure(Named):
    total: AnswerRow
    answers: int = 0  # on how many a rate stands, where that is not plain

    @property
    def unit(self) -> str:
        return registry.measure(self.code).unit_beside(self.total.value)


@dataclass(frozen=True)
class TakingPart:
    grades: list[GradePart]
    figures: list[Figure]

    def __bool__(self) -> bool:
        return bool(self.grades or self.figures)


def taking_part(period: Period) -> TakingPart:
    """The parts of the page that have something to say about the period."""
    questions = [Question.of(code, period) for code in (*SHOWN, "pulse_answers")]
    by_grade, *answers = ask_many([Question.of("sign_ins", period, ("grade",)), *questions])
    totals = {answer.code: answer.total for answer in answers}
    pulse = int(totals.pop("pulse_answers").value or 0)
    registered, served = (totals[code].value for code in ("registrations", "households_served"))
    none_is_news = {
        **dict.fromkeys(SHOWN[1:5], registered),
        "first_time_households": served,
        "satisfaction_rate": pulse,
    }
    figures = [
        Figure(code, total, pulse if code == "satisfaction_rate" else 0)
        for code, total in totals.items()
        if total.value is not None and (total.value or none_is_news.get(code))
    ]
    return TakingPart(_strip(by_grade.rows), figures)


def _strip(rows: tuple[AnswerRow, ...]) -> list[GradePart]:
    """Nothing where every sign-in is as stated: one grey bar tells nothing."""
    if not any(row.keys[0] in Grade.values for row in rows):
        return []
    parts, x = [], 0.0
    for row in rows:
        if row.value and row.share:
            width = STRIP * row.share
            label = row.labels[0]
            parts.append(
                GradePart(row.keys[0], label, row.value, row.share, f"{x:.2f}", f"{width:.2f}")
            )
            x += width
    return parts
