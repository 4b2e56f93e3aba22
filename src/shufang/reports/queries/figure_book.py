"""The figures that texts of a report may name."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shufang.insight.queries.lending import RoomYears
from shufang.lake import AnswerRow, registry
from shufang.reports.document import rounded
from shufang.reports.queries.evidence import TOTALS, Evidence, Line, Number
from shufang.reports.texts import Figure, FigureBook
from shufang.shared.days import full_day

UNKNOWN = "—"
DECIMALS = {"sign_ins_per_activity": 1, "loans_per_visit": 2}
RATES = ("show_up_rate", "fill_rate", "satisfaction_rate")  # printed with their sign


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
    for code in RATES:
        total = evidence.total(code)
        value = UNKNOWN if total is None else f"{number(total, 1)}%"
        book[code] = Figure(measure_name(evidence, code), value, code)
    book.update(_dates(evidence))
    book.update(_places(evidence))
    book.update(_people(evidence))
    book.update(_before(evidence))
    book.update(_peaks(evidence))
    book.update(_years(evidence))
    return book


def measure_name(evidence: Evidence, code: str) -> str:
    """What the measure is called in the report's language."""
    measure = registry.measure(code)
    return measure.en if evidence.language == "en" else measure.zh


def number(value: Number, decimals: int = 0) -> str:
    """A figure as a document prints it: no separators, "—" where unknown."""
    return UNKNOWN if value is None else rounded(value, decimals)


def share(part: Number, whole: Number) -> str:
    """A share in per cent with one decimal, so that a column of shares adds up."""
    return UNKNOWN if not whole or part is None else f"{rounded(100 * part / whole, 1)}%"


def day(value: date) -> str:
    """A date in words of the active language."""
    return full_day(value)


def gaps(total: AnswerRow) -> str:
    """What a total lacks and what of it is estimated, in words; nothing where it is whole."""
    parts = []
    if total.missing:
        parts.append(
            ngettext(
                "有%(count)s条没有统计，未计入",
                "有%(count)s条没有统计，未计入",
                total.missing,
            )
            % {"count": total.missing}
        )
    if total.estimated:
        parts.append(
            ngettext("有%(count)s条为估计", "有%(count)s条为估计", total.estimated)
            % {"count": total.estimated}
        )
    return _("；").join(parts)


def _dates(evidence: Evidence) -> dict[str, Figure]:
    period = evidence.period
    return {
        "period_start": Figure(_("报告期开始"), day(period.start)),
        "period_end": Figure(_("报告期结束"), day(period.end)),
        "cutoff": Figure(_("数据截止日"), day(period.last)),
    }


def _places(evidence: Evidence) -> dict[str, Figure]:
    active = [room for room in evidence.rooms if room["activities_held"]]
    towns = {site.town_id for site in evidence.sites if site.town_id}
    schools = evidence.school_rooms
    return {
        "rooms": Figure(_("书房数"), str(len(evidence.rooms))),
        "rooms_with_activities": Figure(_("办过活动的书房数"), str(len(active))),
        "towns": Figure(_("有书房的街道（镇）数"), str(len(towns))),
        "towns_with_activities": Figure(_("办过活动的街道（镇）数"), str(len(evidence.towns))),
        "school_rooms": Figure(_("校园书房数"), str(len(schools))),
        "school_activities": Figure(
            _("校园书房：活动场次"), number(_sum(schools, "activities_held")), "activities_held"
        ),
        "school_sign_ins": Figure(
            _("校园书房：签到数"), number(_sum(schools, "sign_ins")), "sign_ins"
        ),
        "school_loans": Figure(_("校园书房：外借册次"), number(_sum(schools, "loans")), "loans"),
        "lively_rooms": Figure(
            _("活动热、借阅冷的书房数"), str(len(evidence.lively_rooms)), "loans"
        ),
        "visits_missing": Figure(
            _("进馆人次缺的月度统计（条）"), str(evidence.totals["visits"].missing), "visits"
        ),
    }


def _sum(lines: Sequence[Line], code: str) -> Number:
    known = [line[code] for line in lines if line[code] is not None]
    return sum(value for value in known if value is not None) if known else None


def _people(evidence: Evidence) -> dict[str, Figure]:
    """Who led and helped, as the activity records of the attachment say."""
    found = evidence.leading
    each = found.helpers / found.helped if found.helpers is not None else None
    held, signed = (evidence.trainings[code] for code in ("activities_held", "sign_ins"))
    return {
        "leaders": Figure(_("带领人数"), str(found.leaders)),
        "leaders_often": Figure(_("带领10场以上的人数"), str(found.often)),
        "leaders_in_towns": Figure(_("在两个以上街道（镇）带领活动的人数"), str(found.in_towns)),
        "helpers": Figure(_("志愿者服务人次"), number(found.helpers)),
        "helped": Figure(_("记了志愿者人数的活动"), str(found.helped)),
        "helpers_each": Figure(_("每场志愿者人次"), number(each, 1)),
        "trainings": Figure(_("培训场次"), number(held), "activities_held"),
        "training_sign_ins": Figure(_("培训签到数"), number(signed), "sign_ins"),
    }


def _before(evidence: Evidence) -> dict[str, Figure]:
    """The same days of the year before."""
    before, held = evidence.held_before, evidence.total("activities_held")
    loans = evidence.loans_change
    return {
        "activities_before": Figure(_("上一年同期活动场次"), number(before), "activities_held"),
        "activities_change": Figure(_("活动场次同比"), change(before, held), "activities_held"),
        "loans_on_year": Figure(
            _("外借册次同比"), UNKNOWN if loans is None else change(1, 1 + loans), "loans"
        ),
    }


def _peaks(evidence: Evidence) -> dict[str, Figure]:
    total = evidence.total("activities_held")
    category = max(evidence.categories, key=lambda c: c["activities_held"] or 0, default=None)
    month = max(evidence.months, key=lambda m: m["activities_held"] or 0, default=None)
    found = {}
    if category is not None:
        held = category["activities_held"]
        rare = min(evidence.categories, key=lambda c: c["activities_held"] or 0)
        found["rare_category"] = Figure(_("场次最少的分类"), rare.name)
        found["rare_category_activities"] = Figure(
            _("场次最少的分类：场次"), number(rare["activities_held"]), "activities_held"
        )
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
        f"{name}_loans_a_sign_in": Figure(
            titled(_("每签到一户次对应的外借册次")), _loans_a_sign_in(evidence, room.site), "loans"
        ),
        f"{name}_change": Figure(titled(_("增减")), change(was, became), "loans"),
    }


def _loans_a_sign_in(evidence: Evidence, site: int) -> str:
    found = next((room for room in evidence.hot_cold.rooms if room.site == site), None)
    return number(found.loans_a_sign_in if found else None, 1)


def change(before: Number, after: Number) -> str:
    """A change in signed per cent; "—" where it can't be said."""
    if not before or after is None:
        return UNKNOWN
    percent = int(rounded(100 * (after - before) / before, 0))
    return f"{percent:+d}%" if percent else "0%"
