"""The counts already known, in the database and in this run."""

from dataclasses import dataclass
from datetime import date

from shufang.circulation.choices import Counted, Span
from shufang.circulation.models import PeriodCount
from shufang.intake.desk import Desk
from shufang.intake.plan import Duplicate
from shufang.intake.saying import Both, Refuse, as_typed
from shufang.intake.table import Table
from shufang.places.models import Site
from shufang.shared.period import next_month

MIXED = Both(
    "{site} {month} 的{what}已经按{other}统计过；按日和按月的数不能混在一起。",
    "{what} of {site} in {month} are counted by {other} already; counts by day and by month do "
    "not mix.",
)
SPANS = {Span.DAY: Both("日", "day"), Span.MONTH: Both("月", "month")}
MID = 16  # the day on which a month's count lies


@dataclass(slots=True)
class PlannedCount:
    counted: Counted
    site: Site
    span: Span
    day: date
    value: int | None
    estimated: bool
    method: str
    source: str


@dataclass(slots=True)
class Known:
    """A count of the database."""

    pk: int
    value: int | None
    source: str
    by_hand: bool


class CountBook:
    """One count for each item, room and day or month; the database is read month by month."""

    def __init__(self, analysis: Desk) -> None:
        self._analysis = analysis
        self.planned: list[PlannedCount] = []
        self.filled: dict[int, PlannedCount] = {}  # rows that were empty and get their value
        self._counts: dict[tuple[str, str, Span, date], PlannedCount | Known] = {}
        self._spans: dict[tuple[str, str, date], Span] = {}
        self._months: set[tuple[str, date]] = set()
        self._there = PeriodCount.objects.exists()

    def check(self, count: PlannedCount, label: Both) -> None:
        """Refuse a day's count where there are months', and the other way round."""
        month = count.day.replace(day=1)
        self._load(count.counted, month)
        span = self._spans.get((count.counted, count.site.name, month))
        if span is not None and span != count.span:
            raise Refuse(
                Both(
                    MIXED.zh.format(
                        site=count.site, month=f"{month:%Y-%m}", what=label.zh, other=SPANS[span].zh
                    ),
                    MIXED.en.format(
                        site=count.site, month=f"{month:%Y-%m}", what=label.en.capitalize(),
                        other=SPANS[span].en,
                    ),
                ),
                field="period",
            )  # fmt: skip

    def add(self, table: Table, number: int, count: PlannedCount, label: Both) -> bool:
        """Plan a count unless there is one; then show both side by side."""
        key = (count.counted, count.site.name, count.span, count.day)
        known = self._counts.get(key)
        if known is None:
            self._counts[key] = count
            self._spans[count.counted, count.site.name, count.day.replace(day=1)] = count.span
            self.planned.append(count)
            return True
        if known.value is None and count.value is not None and self._fill(known, count):
            self._counts[key] = count
            return True
        differences = []
        if known.value != count.value:
            differences.append((label, as_typed(count.value), as_typed(known.value)))
        shown = f"{count.day:%Y-%m}" if count.span == Span.MONTH else f"{count.day:%Y-%m-%d}"
        self._analysis.preview.duplicates.append(
            Duplicate(
                table.account.file, table.account.sheet, number,
                f"{shown} {count.site} {label.zh}", known.source, differences,
            )
        )  # fmt: skip
        return False

    def _fill(self, known: "PlannedCount | Known", count: PlannedCount) -> bool:
        """A month that nobody had counted gets its value; one that a person left empty does not."""
        if isinstance(known, Known):
            if known.by_hand:
                return False
            self.filled[known.pk] = count
        elif any(known is one for one in self.filled.values()):
            return False
        else:
            self.planned[self.planned.index(known)] = count
        return True

    def _load(self, counted: Counted, month: date) -> None:
        if not self._there or (counted, month) in self._months:
            return
        self._months.add((counted, month))
        rows = PeriodCount.objects.filter(
            counted=counted, day__gte=month, day__lt=next_month(month)
        ).values_list("site__name", "span", "day", "pk", "value", "source", "changed_at")
        for site, span, day, pk, value, source, changed in rows.iterator():
            known = Known(pk, value, source, by_hand=changed is not None)
            self._counts[counted, site, Span(span), day] = known
            self._spans[counted, site, month] = Span(span)
