"""The period picker: which days a page is about, and the other periods it offers."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.insight.queries.years import contract_year, last_day_of_data
from shufang.shared.period import Period, year_from

KINDS = {
    "contract": gettext_lazy("合同年度"),
    "calendar": gettext_lazy("自然年"),
    "school": gettext_lazy("学年"),
    "free": gettext_lazy("自选"),
}


@dataclass(frozen=True)
class Chosen:
    """What the page is about, and how to ask for something else."""

    period: Period
    kind: str
    error: str = ""

    @property
    def label(self) -> str:
        return str(KINDS[self.kind])

    @property
    def query(self) -> str:
        """The query string of this period, without a question mark."""
        return query_of(self.period, self.kind)

    @property
    def kinds(self) -> list[tuple[str, str, str]]:
        """(kind, name, query) of the other ways to cut the year at the last data."""
        last = self.period.last
        return [
            (kind, str(name), query_of(_year(kind, last), kind))
            for kind, name in KINDS.items()
            if kind != "free"
        ]

    @property
    def earlier(self) -> str:
        """The query of the period before, whole."""
        before = self.period.before()
        return query_of(Period(before.start, before.end), self.kind)

    @property
    def later(self) -> str:
        """The query of the period after, or "" where there are no data yet."""
        start = self.period.end + timedelta(days=1)
        last = last_day_of_data()
        if last is None or last < start:
            return ""
        if self.kind == "free":
            length = self.period.end - self.period.start
            return query_of(Period(start, start + length, min(last, start + length)), self.kind)
        return query_of(_cut(_year(self.kind, start), last), self.kind)


def chosen(request: HttpRequest) -> Chosen:
    """What the query string asks for; without one, the contract year of the newest data."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else "free" if "from" in request.GET else "contract"
    if "from" not in request.GET and "to" not in request.GET:
        return Chosen(contract_year(), "contract")
    try:
        start, end = (date.fromisoformat(request.GET[name]) for name in ("from", "to"))
        cutoff = request.GET.get("cutoff") or None
        period = Period(start, end, date.fromisoformat(cutoff) if cutoff else None)
        if not 1990 <= start.year <= end.year <= 2100 or (end - start).days > 3700:
            raise ValueError
    except (KeyError, ValueError):
        error = _("日期不对：开始不能晚于结束，截止日要在这段时间里，最长十年。已改用合同年度。")
        return Chosen(contract_year(), "contract", error)
    return Chosen(period, kind)


def query_of(period: Period, kind: str = "") -> str:
    """The query string that asks for a period."""
    parts = {
        "from": period.start.isoformat(),
        "to": period.end.isoformat(),
        "cutoff": period.cutoff.isoformat(),
    }
    return urlencode(parts | ({"kind": kind} if kind else {}))


def _year(kind: str, day: date) -> Period:
    starts = {"calendar": (1, 1), "school": (9, 1)}.get(kind, settings.CONTRACT_YEAR_STARTS)
    year = year_from(day, month=starts[0], first=starts[1])
    return _cut(year, day)


def _cut(year: Period, last: date) -> Period:
    return Period(year.start, year.end, min(max(last, year.start), year.end))
