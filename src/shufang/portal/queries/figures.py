"""What readers may know of the figures: sums of a year, never who."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from shufang.activities.choices import State
from shufang.activities.models import Activity
from shufang.circulation.models import PeriodCount
try:  # TEMPORARY until the lake's slice lands
    from shufang.lake import ask
except ImportError:
    ask = None  # type: ignore[assignment]
from shufang.places.models import Site
from shufang.shared.period import Period, next_month, year_from

YEAR_STARTS = (7, 12)


@dataclass(frozen=True)
class Figure:
    """One measure over a year and over the same days of the year before; None is not known."""

    code: str
    value: float | None
    before: float | None
    missing: int  # room-months nobody counted
    estimated: int
    period: Period


def figure_year(today: date | None = None) -> Period | None:
    """The contract year of the latest figures, cut off where they end; none without any."""
    if ask is None:
        return None
    today = today or timezone.localdate()
    activity = (
        Activity.objects.filter(state=State.HELD, day__lte=today)
        .order_by("-day")
        .values_list("day", flat=True)
        .first()
    )
    count = (
        PeriodCount.objects.filter(value__isnull=False, day__lte=today)
        .order_by("-day")
        .values_list("day", flat=True)
        .first()
    )
    latest = max((day for day in (activity, count) if day is not None), default=None)
    if latest is None:
        return None
    month, first = YEAR_STARTS
    year = year_from(latest, month=month, first=first)
    month_end = next_month(latest) - timedelta(days=1)
    return Period(year.start, year.end, min(month_end, today, year.end))


def network_figures(period: Period) -> list[Figure]:
    """The network's year in three figures."""
    return [_figure(code, period) for code in ("activities_held", "sign_ins", "loans")]


def room_figures(site: Site, period: Period) -> list[Figure]:
    """The room's year in three figures, each beside the year before."""
    return [_figure(code, period, site) for code in ("activities_held", "sign_ins", "loans")]


def _figure(code: str, period: Period, site: Site | None = None) -> Figure:
    where = {"site": site.pk} if site else None
    now = ask(code, period, where=where).total
    before = ask(code, period.year_before(), where=where).total if site else None
    return Figure(
        code, now.value, before.value if before else None, now.missing, now.estimated, period
    )


@dataclass(frozen=True)
class MonthOfLoans:
    """One month of the curve and of the table behind it."""

    month: date
    value: float | None
    before: float | None
    activities: int
    missing: int
    estimated: int


@dataclass(frozen=True)
class LoansCurve:
    """A room's loans by month, the year before beside them, and the activities held meanwhile."""

    period: Period
    months: list[MonthOfLoans]
    activities: list[Activity]

    @property
    def is_known(self) -> bool:
        return any(month.value is not None for month in self.months)


def loans_curve(site: Site, period: Period) -> LoansCurve:
    """The curve over the counted months of the period."""
    now, before = _by_month(site, period), _by_month(site, period.year_before())
    activities = list(
        Activity.objects.filter(
            site=site, state=State.HELD, day__gte=period.start, day__lte=period.last
        )
        .select_related("category")
        .defer("leader", "note", "source")
        .order_by("day")
    )
    months = []
    for month in period.months():
        value, missing, estimated = now.get(month, (None, 0, 0))
        months.append(
            MonthOfLoans(
                month,
                value,
                before.get(month.replace(year=month.year - 1), (None, 0, 0))[0],
                sum(1 for activity in activities if activity.day.replace(day=1) == month),
                missing,
                estimated,
            )
        )
    return LoansCurve(period, months, activities)


def _by_month(site: Site, period: Period) -> dict[date, tuple[float | None, int, int]]:
    answer = ask("loans", period, by=["month"], where={"site": site.pk})
    return {
        date.fromisoformat(f"{row.keys[0]}-01"): (row.value, row.missing, row.estimated)
        for row in answer.rows
    }


def rows_url(figure: Figure, site: Site | None = None) -> str:
    """Where staff read the rows behind a figure."""
    period = figure.period
    address = reverse("insight:rows", kwargs={"code": figure.code})
    query = f"from={period.start}&to={period.end}&cutoff={period.cutoff}"
    return f"{address}?{query}&site={site.pk}" if site else f"{address}?{query}"
