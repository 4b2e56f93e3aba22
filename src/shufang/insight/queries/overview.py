"""The network at a glance: key figures with their change, table 1, and figures by one dimension."""

from collections.abc import Sequence
from dataclasses import dataclass

from shufang.activities.models import Category
from shufang.insight.queries.keys import labels
from shufang.lake import AnswerRow, Key, Measure, Question, ask_many, registry
from shufang.places.models import Site
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

# Breakdowns that the same page shows: their totals need no query of their own.
BESIDE = {**dict.fromkeys(TABLE_ONE, ("category",)), "loans": ("site",)}


@dataclass(frozen=True)
class Named:
    """A figure of one measure, in the measure's own words."""

    code: str

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
        return places_of(self.code)


@dataclass(frozen=True)
class KeyFigure(Named):
    """One measure over the period and over the one before."""

    now: AnswerRow
    before: AnswerRow

    @property
    def unit_now(self) -> str:
        return registry.measure(self.code).unit_beside(self.now.value)

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
    now = [Question.of(code, period, BESIDE.get(code, ())) for code in KEY_FIGURES]
    answers = ask_many([*now, *(Question.of(code, earlier) for code in KEY_FIGURES)])
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
    ]
    shown = [line for line in lines if line.category.active or line.value("activities_held")]
    return TableOne(shown, {answer.code: answer.total for answer in answers})


@dataclass(frozen=True)
class Line:
    """A month, room or town with its figures."""

    key: Key
    name: str
    figures: dict[str, AnswerRow]


@dataclass(frozen=True)
class Breakdown:
    """Some measures by one dimension, with the totals beside the lines."""

    dimension: str
    codes: tuple[str, ...]
    lines: list[Line]
    totals: dict[str, AnswerRow]

    @property
    def label(self) -> str:
        return registry.dimension(self.dimension).label


def breakdown(period: Period, dimension: str, codes: Sequence[str]) -> Breakdown:
    """One line for every key that any of the measures has, in the dimension's own order.

    Where a measure has no row, events count as zero and stated counts as not known.
    """
    answers = ask_many([Question.of(code, period, (dimension,)) for code in codes])
    cells = {a.code: {row.keys[0]: row for row in a.rows} for a in answers}
    names = {row.keys[0]: row.labels[0] for answer in answers for row in answer.rows}
    places = {key: place for place, key in enumerate(labels(dimension))}
    lines = [
        Line(key, names[key], {code: cells[code].get(key) or _nothing(code) for code in codes})
        for key in sorted(names, key=lambda key: (places.get(key, len(places)), str(key)))
    ]
    return Breakdown(dimension, tuple(codes), lines, {a.code: a.total for a in answers})


def _nothing(code: str) -> AnswerRow:
    """What no row at all means for a measure: nothing happened, or nobody counted."""
    measure = registry.measure(code)
    known = isinstance(measure, Measure) and measure.silent
    value = measure.fact.silence if isinstance(measure, Measure) and known else None
    return AnswerRow((), (), value, 0, 0)


def places_of(code: str) -> int:
    """Decimal places of a figure: counts have none, an average one, a ratio two."""
    measure = registry.measure(code)
    if isinstance(measure, Measure):
        return 0 if measure.silent else 1
    return 2


def rooms_on_map() -> list[Site]:
    """The rooms in use whose coordinates are known."""
    found = Site.objects.filter(active=True, longitude__isnull=False, latitude__isnull=False)
    return list(found)
