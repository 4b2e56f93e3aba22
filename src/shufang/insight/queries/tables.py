"""The dashboard's tables, to take away."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from shufang.insight.queries.hot_cold import hot_cold
from shufang.insight.queries.lending import loans_by_month
from shufang.insight.queries.overview import (
    TABLE_ONE,
    Breakdown,
    breakdown,
    key_figures,
    places_of,
    table_one,
)
from shufang.lake import Answer, registry
from shufang.shared.period import Period
from shufang.shared.tables import Column, Kind, Table

PLACE = ("activities_held", "sign_ins", "attendees", "loans", "visits", "new_cards")
MONTH = ("activities_held", "sign_ins", "attendees", "media_reports", "loans", "visits")


def key_figure_table(period: Period) -> Table:
    columns = [
        Column(_("指标")),
        Column(_("本期"), "number"),
        Column(_("计量单位")),
        Column(_("上期"), "number"),
        Column(_("缺（条）"), "integer"),
        Column(_("估计（条）"), "integer"),
    ]
    rows = [
        [f.label, f.now.value, f.unit, f.before.value, f.now.missing, f.now.estimated]
        for f in key_figures(period)
    ]
    return Table(_("主要数据"), columns, rows)


def table_one_table(period: Period) -> Table:
    """表一, a zero as a zero: a table to count on needs its zeros."""
    found = table_one(period)
    columns = [
        Column(_("分类")),
        Column(_("数量（场）"), "integer"),
        Column(_("占比"), "percent"),
        Column(_("签到数"), "integer"),
        Column(_("场均签到"), "number"),
        Column(_("参与人次"), "integer"),
        Column(_("媒体报道"), "integer"),
    ]
    rows: list[list[object]] = [
        [
            line.category.label,
            line.value("activities_held"),
            line.share,
            line.value("sign_ins"),
            line.value("sign_ins_per_activity"),
            line.value("attendees"),
            line.value("media_reports"),
        ]
        for line in found.lines
    ]
    totals = {code: row.value for code, row in found.totals.items()}
    rows.append(
        [
            _("累计"),
            totals["activities_held"],
            None,
            totals["sign_ins"],
            totals["sign_ins_per_activity"],
            totals["attendees"],
            totals["media_reports"],
        ]
    )
    return Table(_("表一 项目执行数据一览"), columns, rows)


def rooms_table(period: Period) -> Table:
    return breakdown_table(breakdown(period, "site", PLACE), _("各书房"))


def towns_table(period: Period) -> Table:
    return breakdown_table(breakdown(period, "town", PLACE), _("各街道（镇）"))


def months_table(period: Period) -> Table:
    return breakdown_table(breakdown(period, "month", MONTH), _("各月"))


def types_table(period: Period) -> Table:
    return breakdown_table(breakdown(period, "national_type", TABLE_ONE), _("按国家统计类型"))


def breakdown_table(found: Breakdown, title: str) -> Table:
    """Lines and totals of several measures."""
    kinds: dict[int, Kind] = {0: "integer"}
    columns = [
        Column(found.label),
        *(
            Column(registry.measure(code).label, kinds.get(places_of(code), "number"))
            for code in found.codes
        ),
    ]
    rows: list[list[object]] = [
        [line.name, *(line.figures[code].value for code in found.codes)] for line in found.lines
    ]
    rows.append([_("合计"), *(found.totals[code].value for code in found.codes)])
    return Table(title, columns, rows)


def answer_table(answer: Answer) -> Table:
    """One measure by one dimension, with what is missing and estimated."""
    measure = registry.measure(answer.code)
    kind: Kind = "number" if places_of(answer.code) else "integer"
    columns = [
        Column(registry.dimension(answer.by[0]).label),
        Column(measure.label, kind),
        Column(_("占比"), "percent"),
        Column(_("缺（条）"), "integer"),
        Column(_("估计（条）"), "integer"),
    ]
    rows = [[*r.labels, r.value, r.share, r.missing, r.estimated] for r in answer.rows]
    total = answer.total
    rows.append([_("合计"), total.value, None, total.missing, total.estimated])
    return Table(measure.label, columns, rows)


def loans_table(period: Period) -> Table:
    """Loans by room and month; a month nobody counted stays empty."""
    grid = loans_by_month(period)
    columns = [
        Column(_("书房")),
        *(Column(f"{month:%Y-%m}", "integer") for month in grid.months),
        Column(_("合计"), "integer"),
        Column(_("同比"), "percent"),
    ]
    rows = [
        [room.name, *(room.months[month] for month in grid.months), room.total, room.change]
        for room in grid.rooms
    ]
    rows.append(
        [_("合计"), *(value for month, value in grid.month_totals), grid.total.value, grid.change]
    )
    return Table(_("各书房各月外借册次"), columns, rows)


def hot_cold_table(period: Period) -> Table:
    columns = [
        Column(_("书房")),
        Column(_("活动场次"), "integer"),
        Column(_("签到数"), "integer"),
        Column(_("外借册次"), "integer"),
        Column(_("每户次签到对应外借"), "number"),
        Column(_("冷热")),
        Column(_("建议")),
    ]
    rows = [
        [r.name, r.activities, r.sign_ins, r.loans, r.loans_a_sign_in, r.label, r.advice]
        for r in hot_cold(period).rooms
    ]
    return Table(_("冷热对照"), columns, rows)


TABLES: dict[str, Callable[[Period], Table]] = {
    "key-figures": key_figure_table,
    "table-1": table_one_table,
    "rooms": rooms_table,
    "towns": towns_table,
    "months": months_table,
    "national-types": types_table,
    "loans": loans_table,
    "hot-cold": hot_cold_table,
}
