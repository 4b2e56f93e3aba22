"""四、服务成效: loans, visits and cards, and two typical rooms."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.insight.queries.lending import Number, RoomYears
from shufang.reports.chapters.execution import account_note
from shufang.reports.chapters.kit import Chapter, Material, TextBlock
from shufang.reports.document import Block, Chart, Column, Heading, Table
from shufang.reports.queries.activity_lists import room_activities
from shufang.reports.queries.evidence import Evidence
from shufang.reports.queries.figure_book import change
from shufang.shared.charts import Line, Marker, Point, lines
from shufang.shared.clock import short_month
from shufang.shared.period import Period


def _account(evidence: Evidence) -> str:
    counted = [
        words
        for code, words in (
            ("visits", _("进馆{visits}人次")),
            ("loans", _("外借{loans}册次") + _on_year(evidence)),
            ("new_cards", _("新办读者证{new_cards}张")),
        )
        if evidence.total(code) is not None
    ]
    parts = [_("报告期内全网") + _("，").join(counted) + _("。")]
    if evidence.lending.whole_years is not None:
        parts.append(
            _(
                "按自然年，{year_before}年外借{loans_before}册次，"
                "{year_after}年外借{loans_after}册次（{loans_change}）。"
            )
        )
    if evidence.total("loans_per_visit") is not None:
        parts.append(_("在借阅和进馆都有统计的书房和月份，每进馆一人次外借{loans_per_visit}册。"))
    if evidence.totals["visits"].missing and evidence.total("visits") is not None:
        parts.append(_("进馆人次的月度统计缺{visits_missing}条，未计入。"))
    if any(evidence.totals[code].estimated for code in MONTHLY):
        parts.append(_("月度统计按整月计入，报告期首尾不满一个月的按估计处理。"))
    return "".join(parts)


def _on_year(evidence: Evidence) -> str:
    return "" if evidence.loans_change is None else _("（同比{loans_on_year}）")


def _typical(evidence: Evidence) -> str:
    parts = []
    risen, cold = evidence.lending.risen_most, evidence.hot_but_cold
    if risen is not None:
        parts.append(
            _(
                "{risen_room}外借由{year_before}年的{risen_loans_before}册次增至"
                "{year_after}年的{risen_loans_after}册次（{risen_change}），"
                "报告期内举办活动{risen_activities}场。"
            )
        )
    if evidence.lending.whole_years and cold and (risen is None or cold.site != risen.site):
        parts.append(
            _(
                "{cold_room}报告期内举办活动{cold_activities}场、签到{cold_sign_ins}户次，"
                "{year_after}年外借{cold_loans_after}册次（{cold_change}）："
                "活动热、借阅冷，是下一步要解决的点位。"
            )
        )
    return "\n".join(parts)


MONTHLY = ("loans", "visits", "new_cards")
ACCOUNT = TextBlock("lending.account", gettext_lazy("借阅、进馆与办证"), _account)
TYPICAL = TextBlock("lending.typical", gettext_lazy("典型点位"), _typical)


def build(material: Material) -> list[Block]:
    evidence = material.evidence
    if evidence.total("loans") is None and evidence.total("visits") is None:
        return []
    blocks: list[Block] = [Heading(2, _("借阅、进馆与办证")), *material.say(ACCOUNT)]
    if evidence.lending.rooms:
        blocks.append(_year_table(evidence))
    typical = _typical_rooms(evidence)
    if typical:
        blocks += [Heading(2, _("典型点位")), *material.say(TYPICAL)]
        for room in typical:
            blocks += _curve(evidence, room)
    return blocks


def _typical_rooms(evidence: Evidence) -> list[RoomYears]:
    """The room that rose most, and the lively one that lends little."""
    risen, cold = evidence.lending.risen_most, evidence.hot_but_cold
    wanted = [room.site for room in (risen, cold) if room is not None]
    return [room for site in wanted for room in evidence.lending.rooms if room.site == site]


def _year_table(evidence: Evidence) -> Table:
    """Loans by room and calendar year; a year that the data cut is marked with its last month."""
    lending = evidence.lending
    compared = lending.whole_years
    heads = [Column(_year_head(evidence, year), "right") for year in lending.years]
    rows = [
        (
            room.name,
            *(room.loans.get(year) for year in lending.years),
            *([_compared(room.loans, compared)] if compared else []),
        )
        for room in sorted(lending.rooms, key=lambda room: _rank(room, lending.years))
    ]
    return Table(
        caption=_("各书房外借册次（按自然年）"),
        numbered=False,
        columns=(
            Column(_("书房"), width=2.2),
            *heads,
            *([Column(_("%(year)s年增减") % {"year": compared[1]}, "right")] if compared else []),
        ),
        rows=tuple(rows),
        total=(
            _("合计"),
            *(lending.totals.get(year) for year in lending.years),
            *([_compared(lending.totals, compared)] if compared else []),
        ),
        note=account_note(evidence, ("loans",)),
    )


def _rank(room: RoomYears, years: list[int]) -> tuple[float, str]:
    """Most loans first, in the last year but one: the last may not be over."""
    year = years[-2] if len(years) > 1 else years[-1]
    return (-(room.loans.get(year) or 0), room.name)


def _year_head(evidence: Evidence, year: int) -> str:
    last = evidence.period.last
    if date(year, 12, 31) <= last:
        return str(year)
    return _("%(year)s（至%(month)s）") % {
        "year": year,
        "month": short_month(last),
    }


def _compared(loans: dict[int, Number], years: tuple[int, int]) -> str:
    return change(loans.get(years[0]), loans.get(years[1]))


def _curve(evidence: Evidence, room: RoomYears) -> list[Block]:
    """A room's loans by month, with its activities marked on the curve."""
    span = Period(date(evidence.lending.years[0], 1, 1), evidence.period.last)
    months = evidence.loans_by_month(room.site, span)
    points = tuple(Point(month, months.get(month)) for month in span.months())
    marks = [Marker(activity.day, activity.title) for activity in room_activities(span, room.site)]
    caption = _("%(room)s各月外借册次与活动") % {"room": room.name}
    spec = lines(
        [Line(_("外借"), points)],
        markers=marks,
        markers_label=_("活动"),
        unit=_("册次"),
        title=caption,
        language=evidence.language,
    )
    if spec is None:
        return []
    return [Chart(caption, spec, key=f"room-{room.site}")]


CHAPTER = Chapter("lending", gettext_lazy("服务成效"), build, (ACCOUNT, TYPICAL))
