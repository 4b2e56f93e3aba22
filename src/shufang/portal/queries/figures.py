"""What readers may know of the figures: sums of a year, never who."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from shufang.activities.choices import State
from shufang.activities.models import Activity
from shufang.lake import Answer, Question, ask_many
from shufang.places.models import Site
from shufang.shared.period import Period

CODES = ("activities_held", "sign_ins", "loans")


@dataclass(frozen=True)
class Figure:
    """One measure over a year and over the same days of the year before; None is not known."""

    code: str
    value: float | None
    before: float | None
    missing: int  # room-months nobody counted
    estimated: int
    period: Period


def network_figures(period: Period) -> list[Figure]:
    """The network's year in three figures."""
    answers = ask_many([Question.of(code, period) for code in CODES])
    return [_figure(answer) for answer in answers]


@dataclass(frozen=True)
class MonthOfLoans:
    """One month of the curve and of the table behind it."""

    month: date
    value: float | None
    before: float | None
    activities: int
    estimated: int


@dataclass(frozen=True)
class RoomYear:
    """A room's year: three figures beside the year before, and its loans by month."""

    period: Period
    figures: list[Figure]
    months: list[MonthOfLoans]
    activities: list[Activity]

    @property
    def has_curve(self) -> bool:
        return any(month.value is not None for month in self.months)


def room_year(site: Site, period: Period) -> RoomYear:
    """The figures of one room, all asked at once, and the activities that mark its curve."""
    where = {"site": site.pk}
    before = period.year_before()
    questions = [
        *(Question.of(code, period, where=where) for code in CODES),
        *(Question.of(code, before, where=where) for code in CODES),
        *(Question.of("loans", asked, by=["month"], where=where) for asked in (period, before)),
    ]
    answers = ask_many(questions)
    figures = [_figure(answers[n], answers[n + len(CODES)]) for n in range(len(CODES))]
    activities = _held_at(site, period)
    now, then = (
        {row.keys[0]: (row.value, row.estimated) for row in answer.rows} for answer in answers[-2:]
    )
    held = Counter(activity.day.replace(day=1) for activity in activities)
    months = []
    for month in period.months():
        value, estimated = now.get(month, (None, 0))
        earlier, _marks = then.get(month.replace(year=month.year - 1), (None, 0))
        months.append(MonthOfLoans(month, value, earlier, held[month], estimated))
    return RoomYear(period, figures, months, activities)


def _figure(now: Answer, before: Answer | None = None) -> Figure:
    total = now.total
    earlier = before.total.value if before else None
    return Figure(now.code, total.value, earlier, total.missing, total.estimated, now.period)


def _held_at(site: Site, period: Period) -> list[Activity]:
    found = Activity.objects.filter(
        site=site, state=State.HELD, day__gte=period.start, day__lte=period.last
    )
    return list(found.select_related("category").defer("leader", "note", "source").order_by("day"))


def rows_url(figure: Figure, site: Site | None = None) -> str:
    """Where staff read the rows behind a figure."""
    period = figure.period
    address = reverse("insight:rows", kwargs={"code": figure.code})
    query = f"from={period.start}&to={period.end}&cutoff={period.cutoff}"
    return f"{address}?{query}&site={site.pk}" if site else f"{address}?{query}"
