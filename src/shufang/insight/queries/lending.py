"""Loans by room, month and year, and the rooms that stand out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shufang.lake import Answer, AnswerRow, Question, ask_many
from shufang.shared.period import Period

Number = int | float | None


@dataclass(frozen=True)
class RoomLoans:
    """A room's loans by month and the same months a year earlier; None was not counted."""

    site: int
    name: str
    months: dict[date, Number]
    before: dict[date, Number]

    @property
    def total(self) -> Number:
        return _sum(self.months.values())

    @property
    def change(self) -> float | None:
        """Against the year before, over the months known in both, as a share of the first."""
        return _change(self.pairs(self.months))

    def pairs(self, months: Iterable[date]) -> list[tuple[float, float]]:
        """(this year, the year before) of the months that are known in both."""
        found = ((self.months[month], self.before[month]) for month in months)
        return [(new, old) for new, old in found if new is not None and old is not None]


@dataclass(frozen=True)
class LoansByMonth:
    months: list[date]
    rooms: list[RoomLoans]
    month_totals: list[tuple[date, Number]]
    total: AnswerRow

    @property
    def change(self) -> float | None:
        """Of the whole network, over the rooms and months known in both years."""
        return _change([pair for room in self.rooms for pair in room.pairs(self.months)])

    @property
    def month_changes(self) -> list[float | None]:
        return [
            _change([pair for room in self.rooms for pair in room.pairs([month])])
            for month in self.months
        ]


def loans_by_month(period: Period) -> LoansByMonth:
    """Every room with loans in the period, with the same months of the year before beside them."""
    by_room, earlier, by_month = ask_many(
        [
            Question.of("loans", period, ("site", "month")),
            Question.of("loans", period.year_before(), ("site", "month")),
            Question.of("loans", period, ("month",)),
        ]
    )
    now, before = _cells(by_room), _cells(earlier)
    names: dict[int, str] = {site: name for site, (name, _cells_) in now.items()}
    months = list(period.months())
    rooms = [
        RoomLoans(
            site=site,
            name=name,
            months={month: now[site][1].get(month) for month in months},
            before={
                month: before.get(site, ("", {}))[1].get(month.replace(year=month.year - 1))
                for month in months
            },
        )
        for site, name in names.items()
    ]
    totals = {row.keys[0]: row.value for row in by_month.rows}
    return LoansByMonth(
        months, rooms, [(month, totals.get(month)) for month in months], by_month.total
    )


@dataclass(frozen=True)
class RoomYears:
    """A room's loans by calendar year."""

    site: int
    name: str
    loans: dict[int, Number]

    def growth(self, before: int, after: int) -> float | None:
        """Change between two years as a share of the first; None where it can't be said."""
        first, second = self.loans.get(before), self.loans.get(after)
        return (second - first) / first if first and second is not None else None


@dataclass(frozen=True)
class LoansByYear:
    """Loans of every room by calendar year, up to the last counted day."""

    rooms: list[RoomYears]
    totals: dict[int, Number]
    last: date

    @property
    def years(self) -> list[int]:
        return sorted(self.totals)

    @property
    def whole_years(self) -> tuple[int, int] | None:
        """The last two calendar years that the data cover to their end, for comparison."""
        whole = [year for year in self.years if date(year, 12, 31) <= self.last]
        return (whole[-2], whole[-1]) if len(whole) > 1 else None

    @property
    def risen_most(self) -> RoomYears | None:
        """The room whose loans grew most between the last two whole years."""
        if self.whole_years is None:
            return None
        before, after = self.whole_years
        risen = [room for room in self.rooms if (room.growth(before, after) or 0) > 0]
        return max(risen, key=lambda room: room.growth(before, after) or 0, default=None)


def loans_by_year(period: Period) -> LoansByYear:
    """From the calendar year before the period's first to its last counted day."""
    span = Period(date(period.start.year - 1, 1, 1), period.last)
    answer, by_year = ask_many(
        [Question.of("loans", span, ("site", "year")), Question.of("loans", span, ("year",))]
    )
    rooms: dict[int, RoomYears] = {}
    for row in answer.rows:
        site, year = int(str(row.keys[0])), int(str(row.keys[1]))
        if row.value is not None:
            rooms.setdefault(site, RoomYears(site, row.labels[0], {})).loans[year] = row.value
    totals: dict[int, Number] = {
        int(str(row.keys[0])): row.value for row in by_year.rows if row.value is not None
    }
    return LoansByYear(list(rooms.values()), totals, period.last)


def _change(pairs: list[tuple[float, float]]) -> float | None:
    """Of sums, as a share of the first; None where there is nothing to compare with."""
    earlier = sum(old for _new, old in pairs)
    return (sum(new for new, _old in pairs) - earlier) / earlier if earlier else None


def _cells(answer: Answer) -> dict[int, tuple[str, dict[date, Number]]]:
    found: dict[int, tuple[str, dict[date, Number]]] = {}
    for row in answer.rows:
        site, month = int(str(row.keys[0])), row.keys[1]
        assert isinstance(month, date)
        found.setdefault(site, (row.labels[0], {}))[1][month] = row.value
    return found


def _sum(values: Iterable[Number]) -> Number:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
