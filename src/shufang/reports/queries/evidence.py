"""Every figure that a report prints, asked once.

Nothing here counts: each figure is a measure of the lake, over the report's period up to its
cut-off. Names come in the report's language where the network has them in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from shufang.activities.models import Category
from shufang.insight.queries.hot_cold import RoomState, hot_cold
from shufang.insight.queries.lending import LoansByYear, loans_by_year
from shufang.lake import Answer, AnswerRow, Key, ask
from shufang.places.models import Site
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
)
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
        return {code: ask(code, self.period).total for code in TOTALS}

    def total(self, code: str) -> Number:
        return self.totals[code].value

    @cached_property
    def total_before(self) -> dict[str, Number]:
        """The same totals one year earlier, cut off at the same point."""
        earlier = self.period.year_before()
        return {code: ask(code, earlier).total.value for code in TOTALS}

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
    def lending(self) -> LoansByYear:
        """Loans by room and calendar year, up to the cut-off."""
        return loans_by_year(self.period)

    @cached_property
    def hot_but_cold(self) -> RoomState | None:
        """Of the lively rooms that lend little, the one with the fewest loans a sign-in."""
        return hot_cold(self.period).coldest

    def room(self, site: int) -> Line | None:
        """A room's line."""
        return next((line for line in self.rooms if line.key == site), None)

    def loans_by_month(self, site: int, span: Period) -> dict[date, Number]:
        """A room's loans by month, for a curve; a month nobody counted is None or not there."""
        answer = ask("loans", span, by=("month",), where={"site": site})
        return {row.keys[0]: row.value for row in answer.rows if isinstance(row.keys[0], date)}

    def _by(self, dimension: str, codes: Sequence[str]) -> dict[str, dict[Key, Number]]:
        found = {}
        for code in codes:
            answer: Answer = ask(code, self.period, by=(dimension,))
            found[code] = {row.keys[0]: row.value for row in answer.rows}
        return found

    def _cells(self, answers: dict[str, dict[Key, Number]], key: Key) -> dict[str, Number]:
        """A line's figures; events without a row are zero, stated counts without one unknown."""
        silent: dict[str, Number] = {"activities_held": 0, "media_reports": 0}
        return {code: found.get(key, silent.get(code)) for code, found in answers.items()}
