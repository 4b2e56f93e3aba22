"""Every figure that a report prints, asked once.

Nothing here counts: each figure is a measure of the lake, over the report's period up to its
cut-off. Names come in the report's language where the network has them in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from shufang.activities.models import Category
from shufang.lake import Answer, AnswerRow, ask
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

    key: int | str | date
    name: str
    figures: dict[str, Number]

    def __getitem__(self, code: str) -> Number:
        return self.figures.get(code)


@dataclass(frozen=True)
class RoomYears:
    """A room's loans by calendar year, with its activities in the period."""

    site: int
    name: str
    loans: dict[int, Number]
    activities: int
    sign_ins: Number

    def growth(self, before: int, after: int) -> float | None:
        """Change between two years as a share of the first; None where it can't be said."""
        first, second = self.loans.get(before), self.loans.get(after)
        return (second - first) / first if first and second is not None else None


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
            "category", ("activities_held", "sign_ins", "attendees", "media_reports")
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
    def years(self) -> list[int]:
        """The calendar years for which loans are known, up to the cut-off."""
        return sorted({year for room in self.room_years for year in room.loans})

    @cached_property
    def whole_years(self) -> tuple[int, int] | None:
        """The last two whole calendar years with loans, for comparison."""
        whole = [year for year in self.years if date(year, 12, 31) <= self.period.last]
        return (whole[-2], whole[-1]) if len(whole) > 1 else None

    @cached_property
    def room_years(self) -> list[RoomYears]:
        """Loans of every room by calendar year, from two years before the period to the cut-off."""
        span = Period(date(self.period.start.year - 1, 1, 1), self.period.last)
        loans: dict[int, dict[int, Number]] = {}
        for row in ask("loans", span, by=("site", "year")).rows:
            if row.value is not None:
                loans.setdefault(int(row.keys[0]), {})[int(row.names[1])] = row.value
        return [
            RoomYears(
                site=int(str(line.key)),
                name=line.name,
                loans=loans[int(str(line.key))],
                activities=int(line["activities_held"] or 0),
                sign_ins=line["sign_ins"],
            )
            for line in self.rooms
            if int(str(line.key)) in loans
        ]

    @cached_property
    def risen_most(self) -> RoomYears | None:
        """The room whose loans grew most between the last two whole years."""
        if self.whole_years is None:
            return None
        before, after = self.whole_years
        risen = [room for room in self.room_years if (room.growth(before, after) or 0) > 0]
        return max(risen, key=lambda room: room.growth(before, after) or 0, default=None)

    @cached_property
    def hot_but_cold(self) -> RoomYears | None:
        """Of the rooms with more activities than most, the one with the fewest loans a sign-in."""
        if not self.room_years or self.whole_years is None:
            return None
        year = self.whole_years[1]
        counts = sorted(room.activities for room in self.room_years)
        usual = counts[len(counts) // 2]
        busy = [
            r for r in self.room_years if r.activities > usual and r.sign_ins and year in r.loans
        ]
        return min(busy, key=lambda r: (r.loans[year] or 0) / (r.sign_ins or 1), default=None)

    def loans_by_month(self, sites: Sequence[int], span: Period) -> dict[int, dict[date, Number]]:
        """Room -> month -> loans, for curves; a month nobody counted is None."""
        found: dict[int, dict[date, Number]] = {site: {} for site in sites}
        for site in sites:
            for row in ask("loans", span, by=("month",), where={"site": site}).rows:
                found[site][row.keys[0]] = row.value
        return found

    def _by(self, dimension: str, codes: Sequence[str]) -> dict[str, dict[object, Number]]:
        found = {}
        for code in codes:
            answer: Answer = ask(code, self.period, by=(dimension,))
            found[code] = {row.keys[0]: row.value for row in answer.rows}
        return found

    def _cells(self, answers: dict[str, dict[object, Number]], key: object) -> dict[str, Number]:
        """A line's figures; events without a row are zero, stated counts without one unknown."""
        silent: dict[str, Number] = {"activities_held": 0, "media_reports": 0}
        return {code: found.get(key, silent.get(code)) for code, found in answers.items()}
