"""报名与到场、签到的证据等级: who registered, who came, by what the sign-ins are proven.

Left out where nobody registered or signed in here.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shufang.activities.choices import Grade
from shufang.reports.chapters.execution import account_note
from shufang.reports.chapters.kit import Chapter, Material, TextBlock
from shufang.reports.document import Block, Column, Heading, Table
from shufang.reports.queries.evidence import Evidence, Line
from shufang.reports.queries.figure_book import number, share


def _registered(evidence: Evidence) -> str:
    text = ngettext(
        "报名的活动共收到报名{registrations}组",
        "报名的活动共收到报名{registrations}组",
        int(evidence.total("registrations") or 0),
    )
    if evidence.total("cancelled"):
        text += ngettext(
            "，其中{cancelled}组后来取消",
            "，其中{cancelled}组后来取消",
            int(evidence.total("cancelled") or 0),
        )
    if evidence.total("waiting"):
        text += ngettext(
            "，{waiting}组候补到最后没有等到名额",
            "，{waiting}组候补到最后没有等到名额",
            int(evidence.total("waiting") or 0),
        )
    text += _("。")
    rates = [
        words
        for code, words in (
            ("show_up_rate", _("到场率{show_up_rate}")),
            ("fill_rate", _("上座率{fill_rate}")),
        )
        if evidence.total(code) is not None
    ]
    return text + (_("，").join(rates) + _("，各分类见{表:taking_part}。") if rates else "")


def _families(evidence: Evidence) -> str:
    if not evidence.total("households_served"):
        return ""
    text = ngettext(
        "逐户签到的活动服务了{households_served}户不同的家庭",
        "逐户签到的活动服务了{households_served}户不同的家庭",
        int(evidence.total("households_served") or 0),
    )
    if evidence.total("first_time_households"):
        text += _("，其中{first_time_households}户第一次来")
    return text + _("。")


def _grades(evidence: Evidence) -> str:
    return _(
        "签到按凭据分级：A级由工作人员扫码或点名，B级由现场动态码或书房平板，C级由张贴的固定码，"
        "D级为事后补录并经第二人确认；没有逐户签到的活动取台账或填报的签到数。各级见{表:grades}。"
    )


REGISTERED = TextBlock("taking_part.registered", gettext_lazy("报名与到场"), _registered)
FAMILIES = TextBlock("taking_part.families", gettext_lazy("服务的家庭"), _families)
GRADES = TextBlock("taking_part.grades", gettext_lazy("签到的证据等级"), _grades)
CODES = ("registrations", "show_up_rate", "fill_rate", "cancelled", "waiting")


def build(material: Material) -> list[Block]:
    evidence = material.evidence
    if not evidence.total("registrations"):
        return []
    return [
        Heading(2, _("报名与到场")),
        *material.say(REGISTERED),
        *material.say(FAMILIES),
        _table(evidence),
    ]


def build_grades(material: Material) -> list[Block]:
    evidence = material.evidence
    if not any(line.key in Grade.values for line in evidence.grades):
        return []
    return [Heading(2, _("签到的证据等级")), *material.say(GRADES), _grade_table(evidence)]


def _table(evidence: Evidence) -> Table:
    """By category, those for which somebody registered."""
    lines = [line for line in evidence.registered if line["registrations"]]
    return Table(
        caption=_("报名与到场情况表"),
        key="taking_part",
        columns=(
            Column(_("分类"), "left", 2.0),
            Column(_("报名（组）"), "right"),
            Column(_("到场率（%）"), "right", decimals=1),
            Column(_("上座率（%）"), "right", 1.2, decimals=1),
            Column(_("取消（组）"), "right", blank_zero=True),
            Column(_("没有等到名额（组）"), "right", 1.3, blank_zero=True),
        ),
        rows=tuple((line.name, *_cells(line)) for line in lines),
        total=(_("合计"), *(evidence.total(code) for code in CODES)),
        note=account_note(
            evidence,
            (),
            _("到场率＝已签到÷（已签到＋未到），按组计；上座率＝到场的名额÷全部名额。"),
        ),
    )


def _cells(line: Line) -> Sequence[int | float | None]:
    return [line[code] for code in CODES]


def _grade_table(evidence: Evidence) -> Table:
    total = evidence.total("sign_ins")
    return Table(
        caption=_("签到数按证据等级"),
        key="grades",
        columns=(
            Column(_("证据等级"), "left", 3),
            Column(_("签到数"), "right"),
            Column(_("占比"), "right"),
        ),
        rows=tuple(
            (line.name, number(line["sign_ins"]), share(line["sign_ins"], total))
            for line in evidence.grades
            if line["sign_ins"]
        ),
        total=(_("合计"), number(total), "100%"),
        note=account_note(evidence, ("sign_ins",)),
    )


CHAPTER = Chapter(
    "taking_part",
    gettext_lazy("报名与到场"),
    build,
    (REGISTERED, FAMILIES),
    parent="execution",
)
GRADE_CHAPTER = Chapter(
    "grades", gettext_lazy("签到的证据等级"), build_grades, (GRADES,), parent="execution"
)
