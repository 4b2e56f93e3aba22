"""Every figure that a report prints, asked once.

Nothing here counts: each figure is a measure of the lake, over the report's period up to its
cut-off. Names come in the report's language where the network has them in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from shufang.activities.choices import NationalType
from shufang.activities.models import Category
from shufang.insight.queries.hot_cold import LIVELY, HotCold, RoomState, hot_cold
from shufang.insight.queries.lending import LoansByYear, loans_by_month, loans_by_year
from shufang.lake import AnswerRow, Key, Question, ask, ask_many
from shufang.places.choices import SiteKind
from shufang.places.models import Site
from shufang.reports.queries.leading import Leading, leading
from shufang.shared.period import Period

TOTALS = (
    "activities_held",
    "sign_ins",
    "attendees",
    "households_served",
    "media_reports",
    "loans",
    "visits",
    "new_cards",
    "sign_ins_per_activity",
    "loans_per_visit",
    "first_time_households",
    "registrations",
    "show_up_rate",
    "fill_rate",
    "cancelled",
    "waiting",
    "pulse_answers",
    "satisfaction_rate",
)
# What is only recorded here: a zero means that nobody used it, and nothing is said about it.
RECORDED_HERE = frozenset(TOTALS[10:])
Number = int | float | None


@dataclass(frozen=True)
class Line:
    """One class, room or month with its figures by measure code; None is unknown, never zero."""

    key: Key
    name: str
    figures: dict[str, Number]

    def __getitem__(self, code: str) -> Number:
        return self.figures.get(code)


@dataclass(frozen=True)
class Evidence:
    """The figures of one period, in one language (zh or en)."""

    period: Period
    language: str = "zh"

    @cached_property
    def totals(self) -> dict[str, AnswerRow]:
        """Measure code -> its total over the period."""
        answers = ask_many([Question.of(code, self.period) for code in TOTALS])
        return {answer.code: answer.total for answer in answers}

    def total(self, code: str) -> Number:
        return self.totals[code].value

    @cached_property
    def held_before(self) -> Number:
        """Activities of the same days one year earlier; None where there are no records of them."""
        return ask("activities_held", self.period.year_before()).total.value or None

    @cached_property
    def categories(self) -> list[Line]:
        """One line for every category in use or with activities, in the contract's order."""
        answers = self._by(
            "category",
            (
                "activities_held",
                "sign_ins",
                "sign_ins_per_activity",
                "attendees",
                "media_reports",
            ),
        )
        lines = []
        for category in Category.objects.all():
            figures = self._cells(answers, category.pk)
            if category.active or figures["activities_held"]:
                name = category.name_en if self.language == "en" else ""
                lines.append(Line(category.pk, name or category.name, figures))
        return lines

    @cached_property
    def registered(self) -> list[Line]:
        """One line for every category, with what came of registrations."""
        return self._by_category(
            ("registrations", "show_up_rate", "fill_rate", "cancelled", "waiting")
        )

    @cached_property
    def satisfaction(self) -> list[Line]:
        """One line for every category, with its answers."""
        return self._by_category(("pulse_answers", "satisfaction_rate"))

    @cached_property
    def grades(self) -> list[Line]:
        """Sign-ins by the evidence they have, the best first."""
        found = ask("sign_ins", self.period, ("grade",))
        names = {True: "names_en", False: "names"}[self.language == "en"]
        return [
            Line(row.keys[0], getattr(row, names)[0], {"sign_ins": row.value}) for row in found.rows
        ]

    def _by_category(self, codes: Sequence[str]) -> list[Line]:
        answers = self._by("category", codes)
        return [
            Line(
                category.pk,
                (category.name_en if self.language == "en" else "") or category.name,
                {code: found.get(category.pk) for code, found in answers.items()},
            )
            for category in Category.objects.all()
        ]

    @cached_property
    def months(self) -> list[Line]:
        """One line a month of the counted days; a month without activities has zeros."""
        codes = ("activities_held", "sign_ins", "attendees", "media_reports", "loans", "visits")
        answers = self._by("month", codes)
        return [
            Line(month, f"{month:%Y-%m}", self._cells(answers, month))
            for month in self.period.months()
        ]

    @cached_property
    def rooms(self) -> list[Line]:
        """One line for every room in use or with figures, most activities first."""
        codes = ("activities_held", "sign_ins", "attendees", "loans", "visits", "new_cards")
        answers = self._by("site", codes)
        lines = [
            Line(site.pk, site.name, self._cells(answers, site.pk))
            for site in Site.objects.all()
            if site.active or any(site.pk in found for found in answers.values())
        ]
        return sorted(lines, key=lambda line: (-(line["activities_held"] or 0), line.name))

    @cached_property
    def towns(self) -> list[Line]:
        """The towns where activities were held, most activities first."""
        codes = ("activities_held", "sign_ins")
        activities, sign_ins = ask_many([Question.of(c, self.period, ("town",)) for c in codes])
        came = {row.keys[0]: row.value for row in sign_ins.rows}
        lines = [
            Line(
                row.keys[0],
                row.names[0],
                {"activities_held": row.value, "sign_ins": came.get(row.keys[0])},
            )
            for row in activities.rows
            if row.keys[0]  # activities of rooms without a town are in none
        ]
        return sorted(lines, key=lambda line: (-(line["activities_held"] or 0), line.name))

    @cached_property
    def sites(self) -> list[Site]:
        """The rooms of the network in use, with their towns."""
        return list(Site.objects.filter(active=True).select_related("town"))

    @cached_property
    def school_rooms(self) -> list[Line]:
        """Rooms inside schools, with their figures."""
        keys = {site.pk for site in self.sites if site.kind == SiteKind.SCHOOL_ROOM}
        return [line for line in self.rooms if line.key in keys]

    @cached_property
    def leading(self) -> Leading:
        """Who led and who helped."""
        return leading(self.period)

    @cached_property
    def trainings(self) -> dict[str, Number]:
        """Activities of the national type “training”, and who signed in at them."""
        only = {"national_type": NationalType.TRAINING}
        codes = ("activities_held", "sign_ins")
        answers = ask_many([Question.of(code, self.period, (), only) for code in codes])
        return {answer.code: answer.total.value for answer in answers}

    @cached_property
    def loans_change(self) -> float | None:
        """Loans against the year before, over the rooms and months known in both."""
        return loans_by_month(self.period).change

    @cached_property
    def lending(self) -> LoansByYear:
        """Loans by room and calendar year, up to the cut-off."""
        return loans_by_year(self.period)

    @cached_property
    def hot_cold(self) -> HotCold:
        """Every room by sign-ins and loans."""
        return hot_cold(self.period)

    @property
    def hot_but_cold(self) -> RoomState | None:
        """Of the lively rooms that lend little, the one with the fewest loans a sign-in."""
        return self.hot_cold.coldest

    @property
    def lively_rooms(self) -> list[RoomState]:
        """Rooms with more sign-ins than the middle room and no more loans than it."""
        return self.hot_cold.of(LIVELY)

    def room(self, site: int) -> Line | None:
        """A room's line."""
        return next((line for line in self.rooms if line.key == site), None)

    def loans_by_month(self, site: int, span: Period) -> dict[date, Number]:
        """A room's loans by month, for a curve; a month nobody counted is None or not there."""
        answer = ask("loans", span, by=("month",), where={"site": site})
        return {row.keys[0]: row.value for row in answer.rows if isinstance(row.keys[0], date)}

    def _by(self, dimension: str, codes: Sequence[str]) -> dict[str, dict[Key, Number]]:
        answers = ask_many([Question.of(code, self.period, (dimension,)) for code in codes])
        return {a.code: {row.keys[0]: row.value for row in a.rows} for a in answers}

    def _cells(self, answers: dict[str, dict[Key, Number]], key: Key) -> dict[str, Number]:
        """A line's figures; events without a row are zero, stated counts without one unknown."""
        silent: dict[str, Number] = {"activities_held": 0, "media_reports": 0}
        return {code: found.get(key, silent.get(code)) for code, found in answers.items()}
