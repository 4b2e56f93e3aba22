"""The network at a glance: key figures with their change, and table 1."""

from collections.abc import Sequence
from dataclasses import dataclass

from shufang.activities.models import Category
from shufang.lake import AnswerRow, Measure, Question, ask_many, registry
from shufang.shared.period import Period

KEY_FIGURES = (
    "activities_held",
    "sign_ins",
    "attendees",
    "loans",
    "visits",
    "new_cards",
    "media_reports",
    "loans_per_visit",
)
TABLE_ONE = ("activities_held", "sign_ins", "sign_ins_per_activity", "attendees", "media_reports")


@dataclass(frozen=True)
class KeyFigure:
    """One measure over the period and over the one before."""

    code: str
    now: AnswerRow
    before: AnswerRow

    @property
    def label(self) -> str:
        return registry.measure(self.code).label

    @property
    def unit(self) -> str:
        return registry.measure(self.code).unit_label

    @property
    def definition(self) -> str:
        return registry.measure(self.code).definition

    @property
    def places(self) -> int:
        """Decimal places: whole counts have none, ratios two."""
        return 2 if self.code == "loans_per_visit" else 0

    @property
    def change(self) -> float | None:
        """In per cent of the period before; None where one of the two is not known or zero."""
        if self.now.value is None or not self.before.value:
            return None
        return 100 * (self.now.value - self.before.value) / self.before.value


@dataclass(frozen=True)
class CategoryLine:
    category: Category
    figures: dict[str, AnswerRow | None]  # None: no row in the lake, so nothing happened

    def value(self, code: str) -> int | float | None:
        row = self.figures[code]
        return row.value if row else (None if code == "sign_ins_per_activity" else 0)

    @property
    def share(self) -> float | None:
        row = self.figures["activities_held"]
        return row.share if row else 0.0


@dataclass(frozen=True)
class TableOne:
    lines: list[CategoryLine]
    totals: dict[str, AnswerRow]


def key_figures(period: Period) -> list[KeyFigure]:
    """Every key figure with the same over the period before, cut off at the same point."""
    earlier = period.before()
    questions = [Question.of(code, p) for p in (period, earlier) for code in KEY_FIGURES]
    answers = ask_many(questions)
    half = len(KEY_FIGURES)
    return [
        KeyFigure(code, answers[i].total, answers[i + half].total)
        for i, code in enumerate(KEY_FIGURES)
    ]


def table_one(period: Period) -> TableOne:
    """表一: every category in use or with activities, in the contract's order."""
    answers = ask_many([Question.of(code, period, ("category",)) for code in TABLE_ONE])
    cells = {a.code: {row.keys[0]: row for row in a.rows} for a in answers}
    lines = [
        CategoryLine(category, {code: cells[code].get(category.pk) for code in TABLE_ONE})
        for category in Category.objects.all()
        if category.active or category.pk in cells["activities_held"]
    ]
    return TableOne(lines, {answer.code: answer.total for answer in answers})


@dataclass(frozen=True)
class Line:
    """A month, room or town with its figures; None is not known."""

    key: object
    name: str
    figures: dict[str, int | float | None]


def breakdown(period: Period, dimension: str, codes: Sequence[str]) -> list[Line]:
    """One line for every key that any of the measures has, in the dimension's own order.

    Where a measure has no row, events count as zero and stated counts as not known.
    """
    answers = ask_many([Question.of(code, period, (dimension,)) for code in codes])
    cells = {a.code: {row.keys[0]: row.value for row in a.rows} for a in answers}
    silent = {code: _silence(code) for code in codes}
    names = {row.keys[0]: row.labels[0] for answer in answers for row in answer.rows}
    if dimension == "month":
        names = dict(sorted(names.items(), key=lambda item: str(item[0])))
    return [
        Line(
            key,
            name,
            {code: cells[code].get(key, silent[code]) for code in codes},
        )
        for key, name in names.items()
    ]


def _silence(code: str) -> int | None:
    """What no row at all means for a measure: nothing happened, or nobody counted."""
    measure = registry.measure(code)
    return measure.fact.silence if isinstance(measure, Measure) else None
