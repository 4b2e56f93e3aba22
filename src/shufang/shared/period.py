"""Periods.

Two days with both ends included, and the cut-off, the last day whose events are counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Period:
    """From `start` to `end`, both included; events after `cutoff` are not counted.

    A contract year such as 12 July to 11 July is a period like any other. Raises ValueError
    when the end lies before
    the start, or the cut-off before the start.
    """

    start: date
    end: date
    cutoff: date

    def __init__(self, start: date, end: date, cutoff: date | None = None) -> None:
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "end", end)
        object.__setattr__(self, "cutoff", min(cutoff or end, end))
        if end < start:
            raise ValueError(f"{end} lies before {start}")
        if self.cutoff < start:
            raise ValueError(f"the cut-off {self.cutoff} lies before the start {start}")

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.last

    @property
    def last(self) -> date:
        """The last day that is counted."""
        return self.cutoff

    @property
    def is_cut(self) -> bool:
        """Whether the data end before the period does."""
        return self.cutoff < self.end

    def months(self) -> Iterator[date]:
        """The first day of every month that the counted days touch."""
        month = self.start.replace(day=1)
        while month <= self.last:
            yield month
            month = next_month(month)

    def year_before(self) -> "Period":
        """The same days one year earlier, cut off at the same point.

        29 February becomes the 28th.
        """
        return Period(
            _a_year_before(self.start), _a_year_before(self.end), _a_year_before(self.cutoff)
        )

    def before(self) -> "Period":
        """The period of the same kind that ends where this one starts.

        Whole years go back by a year (with the same cut-off), whole months by as many months,
        others by their length.
        """
        if self.end + timedelta(days=1) == _a_year_after(self.start):
            return self.year_before()
        days = (self.end - self.start).days + 1
        shift = timedelta(days=days)
        if self.start.day == 1 and (self.end + timedelta(days=1)).day == 1:
            start, count = self.start, sum(1 for _ in Period(self.start, self.end).months())
            for _ in range(count):
                start = (start - timedelta(days=1)).replace(day=1)
            return Period(start, self.start - timedelta(days=1), max(start, self.cutoff - shift))
        return Period(self.start - shift, self.end - shift, self.cutoff - shift)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def year_from(day: date, *, month: int = 1, first: int = 1) -> Period:
    """The year holding `day` that begins on the given day.

    (1, 1) calendar, (9, 1) school, (7, 12) such a contract.
    """
    start = date(day.year, month, first)
    if day < start:
        start = date(day.year - 1, month, first)
    return Period(start, _a_year_after(start) - timedelta(days=1))


def _a_year_before(day: date) -> date:
    return (
        day.replace(year=day.year - 1, day=28)
        if (day.month, day.day) == (2, 29)
        else day.replace(year=day.year - 1)
    )


def _a_year_after(day: date) -> date:
    return (
        date(day.year + 1, 3, 1)
        if (day.month, day.day) == (2, 29)
        else day.replace(year=day.year + 1)
    )
