"""Counts by room and month, as the list page and its exports show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from shufang.circulation.choices import Counted
from shufang.circulation.models import PeriodCount
from shufang.places.models import Site
from shufang.shared.period import next_month
from shufang.shared.tables import Column, Table


@dataclass(frozen=True)
class Cell:
    """One room in one month: how much, how many rows say so, and how many of them say nothing."""

    month: str  # "2025-03"
    value: int | None
    rows: int
    missing: int


@dataclass(frozen=True)
class Line:
    site: Site
    cells: list[Cell | None]  # None: no row at all
    total: int


@dataclass(frozen=True)
class Grid:
    """Rooms by months."""

    months: list[date]
    lines: list[Line]

    @property
    def totals(self) -> list[int]:
        """Each month's sum of what is known."""
        return [
            sum(cell.value or 0 for cell in column if cell)
            for column in zip(*(line.cells for line in self.lines), strict=True)
        ]

    @property
    def total(self) -> int:
        return sum(line.total for line in self.lines)


def span_of_data(counted: Counted) -> tuple[date, date] | None:
    """The first and the last day with a row of this kind."""
    found = PeriodCount.objects.filter(counted=counted).aggregate(first=Min("day"), last=Max("day"))
    return (found["first"], found["last"]) if found["first"] else None


def grid(counted: Counted, first: date, last: date) -> Grid:
    """Every room with a row between the two months (both included), in two queries."""
    found = (
        PeriodCount.objects.filter(
            counted=counted, day__gte=first.replace(day=1), day__lt=next_month(last)
        )
        .annotate(month=TruncMonth("day"))
        .values("site", "month")
        .annotate(total=Sum("value"), rows=Count("id"), known=Count("value"))
        .order_by()
    )
    months, month = [], first.replace(day=1)
    while month <= last:
        months.append(month)
        month = next_month(month)
    cells = {
        (row["site"], row["month"]): Cell(
            month=f"{row['month']:%Y-%m}",
            value=row["total"],
            rows=row["rows"],
            missing=row["rows"] - row["known"],
        )
        for row in found
    }
    sites = Site.objects.filter(pk__in={site for site, _month in cells})
    lines = []
    for site in sites:
        line = [cells.get((site.pk, month)) for month in months]
        lines.append(Line(site, line, sum(cell.value or 0 for cell in line if cell)))
    return Grid(months, lines)


def grid_table(counted: Counted, found: Grid) -> Table:
    """The grid as a table to take away; what nobody counted stays empty."""
    columns = [
        Column(_("书房")),
        *(Column(f"{month:%Y-%m}", "integer") for month in found.months),
        Column(_("合计"), "integer"),
    ]
    rows: Iterable[list[object]] = (
        [line.site.name, *(cell and cell.value for cell in line.cells), line.total]
        for line in found.lines
    )
    return Table(str(counted.label), columns, rows)


def rows_of(counted: Counted, site: Site, month: date) -> QuerySet[PeriodCount]:
    """The rows behind one cell of the grid."""
    return PeriodCount.objects.select_related("site").filter(
        counted=counted, site=site, day__gte=month.replace(day=1), day__lt=next_month(month)
    )
