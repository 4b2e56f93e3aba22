"""The period picker: which days a page is about, and the other periods it offers."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.insight.queries.years import (
    contract_year,
    contract_year_of,
    cut_where_data_end,
    last_day_of_data,
)
from shufang.shared.period import Period, year_from

FREE = "free"
KINDS = {
    "contract": gettext_lazy("合同年度"),
    "calendar": gettext_lazy("自然年"),
    "school": gettext_lazy("学年"),
    FREE: gettext_lazy("自选"),
}
YEARS = range(1990, 2101)
LONGEST = timedelta(days=3700)  # ten years


@dataclass(frozen=True)
class Chosen:
    """What the page is about, and how to ask for something else."""

    period: Period
    last: date | None  # of the data
    error: str = ""
    unasked: bool = False  # nobody chose these days

    @cached_property
    def kind(self) -> str:
        """Which sort of year the period is; any other days are a choice of their own."""
        asked = (self.period.start, self.period.end)
        years = ((kind, _year(kind, self.period.start)) for kind in KINDS if kind != FREE)
        return next((kind for kind, year in years if (year.start, year.end) == asked), FREE)

    @property
    def label(self) -> str:
        return str(KINDS[self.kind])

    @cached_property
    def query(self) -> str:
        """The query string of this period, without a question mark."""
        return query_of(self.period)

    @property
    def kinds(self) -> list[tuple[str, str, str]]:
        """(kind, name, query) of the ways to cut the year in which this period's data end."""
        return [
            (kind, str(name), query_of(self._known(_year(kind, self.period.last))))
            for kind, name in KINDS.items()
            if kind != FREE
        ]

    @cached_property
    def earlier(self) -> str:
        """The query of the period before, whole; "" where figures begin."""
        before = self.period.before()
        return query_of(Period(before.start, before.end)) if before.start.year in YEARS else ""

    @cached_property
    def later(self) -> str:
        """The query of the period after, or "" where there are no data yet."""
        start = self.period.end + timedelta(days=1)
        if self.last is None or self.last < start:
            return ""
        length = self.period.end - self.period.start
        after = Period(start, start + length) if self.kind == FREE else _year(self.kind, start)
        return query_of(self._known(after))

    @cached_property
    def begun(self) -> Period | None:
        """The contract year that has begun since, while it is too empty to open with."""
        if not self.unasked or self.last is None or self.last <= self.period.end:
            return None
        return contract_year_of(self.last)

    @property
    def begun_query(self) -> str:
        return query_of(self.begun) if self.begun else ""

    def _known(self, period: Period) -> Period:
        return cut_where_data_end(period, self.last)


def chosen(request: HttpRequest) -> Chosen:
    """What the query string asks for; without one, the newest contract year that is filled."""
    today = timezone.localdate()
    last = last_day_of_data(today)
    if not {"from", "to"} & request.GET.keys():
        return Chosen(contract_year(today), last, unasked=True)
    try:
        start, end = (date.fromisoformat(request.GET[name]) for name in ("from", "to"))
        cutoff = request.GET.get("cutoff")
        period = Period(start, end, date.fromisoformat(cutoff) if cutoff else None)
        if start.year not in YEARS or end.year not in YEARS or end - start > LONGEST:
            raise ValueError
    except (KeyError, ValueError):
        error = _("日期不对：开始不能晚于结束，截止日要在这段时间里，最长十年。已改用合同年度。")
        return Chosen(contract_year(today), last, error, unasked=True)
    return Chosen(period, last)


def query_of(period: Period) -> str:
    """The query string that asks for a period."""
    days = {"from": period.start, "to": period.end, "cutoff": period.cutoff}
    return urlencode({name: day.isoformat() for name, day in days.items()})


def _year(kind: str, day: date) -> Period:
    starts = {"calendar": (1, 1), "school": (9, 1)}.get(kind, settings.CONTRACT_YEAR_STARTS)
    return year_from(day, month=starts[0], first=starts[1])
