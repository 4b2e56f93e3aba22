"""Counts by room and month, as the list page and its exports show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from shufang.circulation.choices import Counted, Span
from shufang.circulation.models import PeriodCount
from shufang.places.models import Site
from shufang.shared.period import next_month
from shufang.shared.tables import Column, Table


@dataclass(frozen=True)
class Cell:
    """One room in one month; `value` None is not known, `missing` counts days without a value."""

    month: str  # "2025-03"
    value: int | None
    missing: int


@dataclass(frozen=True)
class Line:
    site: Site
    cells: list[Cell | None]  # None: no row at all

    @property
    def total(self) -> int | None:
        return _sum(self.cells)


@dataclass(frozen=True)
class Grid:
    """Rooms by months."""

    months: list[date]
    lines: list[Line]

    @property
    def totals(self) -> list[int | None]:
        """Each month's sum of what is known."""
        return [_sum(column) for column in zip(*(line.cells for line in self.lines), strict=True)]

    @property
    def total(self) -> int | None:
        return _sum(cell for line in self.lines for cell in line.cells)

    @property
    def has_gaps(self) -> bool:
        """Whether some cell is the sum of fewer days than were recorded."""
        cells = (cell for line in self.lines for cell in line.cells)
        return any(cell and cell.missing and cell.value is not None for cell in cells)


def months_of_data(counted: Counted) -> tuple[date, date] | None:
    """The first and the last month with a row of this kind."""
    found = PeriodCount.objects.filter(counted=counted).aggregate(first=Min("day"), last=Max("day"))
    first, last = found["first"], found["last"]
    return (first.replace(day=1), last.replace(day=1)) if first else None


def grid(counted: Counted, first: date, last: date) -> Grid:
    """Every room with a row from one month to another (both included), in two queries."""
    found = (
        PeriodCount.objects.filter(counted=counted, day__gte=first, day__lt=next_month(last))
        .annotate(month=TruncMonth("day"))
        .values("site", "month")
        .annotate(total=Sum("value"), rows=Count("id"), known=Count("value"))
        .order_by()
    )
    months = [first]
    while months[-1] < last:
        months.append(next_month(months[-1]))
    cells = {
        (row["site"], row["month"]): Cell(
            month=f"{row['month']:%Y-%m}",
            value=row["total"],
            missing=row["rows"] - row["known"],
        )
        for row in found
    }
    sites = Site.objects.filter(pk__in={site for site, _month in cells})
    return Grid(
        months, [Line(site, [cells.get((site.pk, month)) for month in months]) for site in sites]
    )


def grid_table(counted: Counted, found: Grid) -> Table:
    """The grid as a table to take away; what nobody counted stays empty."""
    columns = [
        Column(_("书房")),
        *(Column(f"{month:%Y-%m}", "integer") for month in found.months),
        Column(_("合计"), "integer"),
    ]
    rows: list[list[object]] = [
        [line.site.name, *(cell and cell.value for cell in line.cells), line.total]
        for line in found.lines
    ]
    rows.append([_("合计"), *found.totals, found.total])
    return Table(str(counted.label), columns, rows)


def rows_of(counted: Counted, site: Site, month: date) -> QuerySet[PeriodCount]:
    """The rows behind one cell of the grid."""
    return PeriodCount.objects.filter(
        counted=counted, site=site, day__gte=month, day__lt=next_month(month)
    )


def rows_table(counted: Counted, rows: Iterable[PeriodCount]) -> Table:
    """The rows behind one cell as a table to take away."""
    columns = [
        Column(_("日期")),
        Column(_("数量"), "integer"),
        Column(_("估计")),
        Column(_("计数方式")),
        Column(_("来源")),
    ]
    found = (
        [
            f"{row.day:%Y-%m}" if row.span == Span.MONTH else f"{row.day:%Y-%m-%d}",
            row.value,
            _("是") if row.estimated else "",
            row.get_method_display(),
            row.source,
        ]
        for row in rows
    )
    return Table(str(counted.label), columns, found)


def _sum(cells: Iterable[Cell | None]) -> int | None:
    known = [cell.value for cell in cells if cell and cell.value is not None]
    return sum(known) if known else None
