"""The figures that texts of a report may name."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shufang.insight.queries.lending import RoomYears
from shufang.lake import registry
from shufang.reports.queries.evidence import TOTALS, Evidence, Number
from shufang.reports.texts import Figure, FigureBook

UNKNOWN = "—"
DECIMALS = {"sign_ins_per_activity": 1, "loans_per_visit": 2}


def figure_book(evidence: Evidence) -> FigureBook:
    """Name -> figure, in the language that is active."""
    book = {
        code: Figure(
            measure_name(evidence, code),
            number(evidence.total(code), DECIMALS.get(code, 0)),
            code,
        )
        for code in TOTALS
    }
    book.update(_dates(evidence))
    book.update(_places(evidence))
    book.update(_peaks(evidence))
    book.update(_years(evidence))
    return book


def measure_name(evidence: Evidence, code: str) -> str:
    """What the measure is called in the report's language."""
    measure = registry.measure(code)
    return measure.en if evidence.language == "en" else measure.zh


def number(value: Number, decimals: int = 0) -> str:
    """A figure as a document prints it: no separators, "—" where unknown."""
    return UNKNOWN if value is None else f"{value:.{decimals}f}"


def share(part: Number, whole: Number) -> str:
    """A share in whole per cent, one decimal below ten."""
    if not whole or part is None:
        return UNKNOWN
    percent = 100 * part / whole
    return f"{percent:.0f}%" if percent >= 10 else f"{percent:.1f}%"


def day(value: date) -> str:
    """A date in words of the active language."""
    return date_format(value, "DATE_FORMAT")


def _dates(evidence: Evidence) -> dict[str, Figure]:
    period = evidence.period
    return {
        "period_start": Figure(_("报告期开始"), day(period.start)),
        "period_end": Figure(_("报告期结束"), day(period.end)),
        "cutoff": Figure(_("数据截止日"), day(period.last)),
    }


def _places(evidence: Evidence) -> dict[str, Figure]:
    active = [room for room in evidence.rooms if room["activities_held"]]
    return {
        "rooms": Figure(_("书房数"), str(len(evidence.rooms))),
        "rooms_with_activities": Figure(_("办过活动的书房数"), str(len(active))),
        "visits_missing": Figure(
            _("没有统计进馆人次的书房·月"), str(evidence.totals["visits"].missing), "visits"
        ),
    }


def _peaks(evidence: Evidence) -> dict[str, Figure]:
    total = evidence.total("activities_held")
    category = max(evidence.categories, key=lambda c: c["activities_held"] or 0, default=None)
    month = max(evidence.months, key=lambda m: m["activities_held"] or 0, default=None)
    found = {}
    if category is not None:
        held = category["activities_held"]
        found["top_category"] = Figure(_("场次最多的分类"), category.name)
        found["top_category_activities"] = Figure(
            _("场次最多的分类：场次"), number(held), "activities_held"
        )
        found["top_category_share"] = Figure(
            _("场次最多的分类：占比"), share(held, total), "activities_held"
        )
    if month is not None and isinstance(month.key, date):
        found["top_month"] = Figure(
            _("场次最多的月份"), date_format(month.key, "YEAR_MONTH_FORMAT")
        )
        found["top_month_activities"] = Figure(
            _("场次最多的月份：场次"), number(month["activities_held"]), "activities_held"
        )
    return found


def _years(evidence: Evidence) -> dict[str, Figure]:
    """Loans of the whole network and of two typical rooms in the last two whole years."""
    lending = evidence.lending
    if lending.whole_years is None:
        return {}
    before, after = lending.whole_years
    first, second = lending.totals.get(before), lending.totals.get(after)
    found = {
        "year_before": Figure(_("上一个完整年度"), str(before)),
        "year_after": Figure(_("最近的完整年度"), str(after)),
        "loans_before": Figure(_("上一个完整年度外借册次"), number(first), "loans"),
        "loans_after": Figure(_("最近的完整年度外借册次"), number(second), "loans"),
        "loans_change": Figure(_("外借册次变化"), change(first, second), "loans"),
    }
    cold = evidence.hot_but_cold
    by_site = {room.site: room for room in lending.rooms}
    for name, label, room in (
        ("risen", _("借阅增长最快的书房"), lending.risen_most),
        ("cold", _("活动多、借阅少的书房"), by_site.get(cold.site) if cold else None),
    ):
        if room is not None:
            found |= _room(evidence, name, label, room)
    return found


def _room(evidence: Evidence, name: str, label: str, room: RoomYears) -> dict[str, Figure]:
    """A typical room's figures: its activities in the period, its loans in two years."""
    assert evidence.lending.whole_years is not None
    before, after = evidence.lending.whole_years
    was, became = room.loans.get(before), room.loans.get(after)
    line = evidence.room(room.site)

    def titled(what: str) -> str:
        return _("%(room)s：%(what)s") % {"room": label, "what": what}

    return {
        f"{name}_room": Figure(label, room.name),
        f"{name}_activities": Figure(
            titled(measure_name(evidence, "activities_held")),
            number(line["activities_held"] if line else None),
            "activities_held",
        ),
        f"{name}_sign_ins": Figure(
            titled(measure_name(evidence, "sign_ins")),
            number(line["sign_ins"] if line else None),
            "sign_ins",
        ),
        f"{name}_loans_before": Figure(titled(str(before)), number(was), "loans"),
        f"{name}_loans_after": Figure(titled(str(after)), number(became), "loans"),
        f"{name}_change": Figure(titled(_("增减")), change(was, became), "loans"),
    }


def change(before: Number, after: Number) -> str:
    """A change in signed per cent; "—" where it can't be said."""
    return UNKNOWN if not before or after is None else f"{100 * (after - before) / before:+.0f}%"
