"""（四）月度与点位分布: by month and by room."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shufang.insight.pictures import short
from shufang.reports.chapters.execution import account_note
from shufang.reports.chapters.kit import Chapter, Material, TextBlock
from shufang.reports.document import Block, Chart, Column, Heading, Table
from shufang.reports.queries.evidence import Evidence, Line
from shufang.shared.charts import Bar, Place, Spec, bars, points_map
from shufang.shared.clock import short_month


def _months(evidence: Evidence) -> str:
    most = max((int(month["activities_held"] or 0) for month in evidence.months), default=0)
    return ngettext(
        "活动最多的是{top_month}，共{top_month_activities}场，各月情况见{图:months}。",
        "活动最多的是{top_month}，共{top_month_activities}场，各月情况见{图:months}。",
        most,
    )


def _rooms(evidence: Evidence) -> str:
    text = ngettext(
        "{rooms}间书房中有{rooms_with_activities}间举办了活动，见{图:rooms}和其后的表。",
        "{rooms}间书房中有{rooms_with_activities}间举办了活动，见{图:rooms}和其后的表。",
        len(evidence.rooms),
    )
    first = evidence.towns[:3]
    if len(evidence.towns) > len(first):
        text += _("活动覆盖{towns_with_activities}个街道（镇），场次较多的有%(towns)s。") % {
            "towns": _("、").join(
                _("%(town)s（%(count)s场）") % {"town": town.name, "count": town["activities_held"]}
                for town in first
            )
        }
    idle = [room.name for room in evidence.rooms if not room["activities_held"]]
    if idle:
        text += _("报告期内没有活动的书房：%(names)s。") % {"names": _("、").join(idle)}
    return text


MONTHS = TextBlock("distribution.months", gettext_lazy("月度分布"), _months)
ROOMS = TextBlock("distribution.rooms", gettext_lazy("点位分布"), _rooms)


def build(material: Material) -> list[Block]:
    evidence = material.evidence
    if not evidence.total("activities_held"):
        return []
    months, rooms = evidence.months, evidence.rooms
    blocks: list[Block] = [Heading(2, _("月度与点位分布")), *material.say(MONTHS)]
    blocks += _chart(_month_bars(months), _("各月活动场次"), _month_table(evidence), "months")
    blocks += material.say(ROOMS)
    spec, caption = _room_picture(evidence, rooms)
    return blocks + _chart(spec, caption, _room_table(evidence), "rooms")


def _room_picture(evidence: Evidence, rooms: list[Line]) -> tuple[Spec | None, str]:
    """A map where most rooms have coordinates, else bars."""
    held = {room.key: room["activities_held"] for room in rooms}
    places = [
        Place(short(site.name), site.longitude, site.latitude, held.get(site.pk))
        for site in evidence.sites
        if site.longitude is not None and site.latitude is not None
    ]
    if len(places) > 2 and len(places) * 4 >= len(rooms) * 3:
        caption = _("各书房位置与活动场次（圆点越大，活动越多）")
        where = points_map(places, unit=_("场"), title=caption, height=380, kilometres=_("公里"))
        return where, caption
    every = [Bar(room.name, room["activities_held"]) for room in rooms]
    caption = _("各书房活动场次")
    return bars(every, unit=_("场"), lying=True, title=caption), caption


def _chart(spec: Spec | None, caption: str, table: Table, key: str) -> list[Block]:
    return [table] if spec is None else [Chart(caption, spec, key=key), table]


def _month_bars(months: list[Line]) -> Spec | None:
    rows = []
    for index, line in enumerate(months):
        month = line.key
        assert isinstance(month, date)
        name = short_month(month)
        year = f"\n{month.year}" if index == 0 or month.month == 1 else ""
        rows.append(Bar(f"{name}{year}", line["activities_held"]))
    return bars(rows, unit=_("场"), lying=False, title=_("各月活动场次"))


def _month_table(evidence: Evidence) -> Table:
    return Table(
        caption=_("各月情况"),
        note=account_note(evidence, ("sign_ins", "loans", "visits")),
        numbered=False,
        columns=(
            Column(_("月份"), width=1.2),
            Column(_("数量（场）"), "right"),
            Column(_("签到数"), "right"),
            Column(_("参与人次"), "right"),
            Column(_("媒体报道"), "right", blank_zero=True),
            Column(_("外借册次"), "right"),
            Column(_("进馆人次"), "right"),
        ),
        rows=tuple(
            (
                line.name,
                line["activities_held"],
                line["sign_ins"],
                line["attendees"],
                line["media_reports"],
                line["loans"],
                line["visits"],
            )
            for line in evidence.months
        ),
        total=(
            _("合计"),
            evidence.total("activities_held"),
            evidence.total("sign_ins"),
            evidence.total("attendees"),
            evidence.total("media_reports"),
            evidence.total("loans"),
            evidence.total("visits"),
        ),
    )


def _room_table(evidence: Evidence) -> Table:
    return Table(
        caption=_("各书房情况"),
        note=account_note(evidence, ("sign_ins", "loans", "visits", "new_cards")),
        numbered=False,
        columns=(
            Column(_("书房"), width=2.2),
            Column(_("数量（场）"), "right"),
            Column(_("签到数"), "right"),
            Column(_("参与人次"), "right"),
            Column(_("外借册次"), "right"),
            Column(_("进馆人次"), "right"),
            Column(_("新增读者证"), "right"),
        ),
        rows=tuple(
            (
                line.name,
                line["activities_held"],
                line["sign_ins"],
                line["attendees"],
                line["loans"],
                line["visits"],
                line["new_cards"],
            )
            for line in evidence.rooms
        ),
        total=(
            _("合计"),
            evidence.total("activities_held"),
            evidence.total("sign_ins"),
            evidence.total("attendees"),
            evidence.total("loans"),
            evidence.total("visits"),
            evidence.total("new_cards"),
        ),
    )


CHAPTER = Chapter(
    "distribution", gettext_lazy("月度与点位分布"), build, (MONTHS, ROOMS), parent="execution"
)
