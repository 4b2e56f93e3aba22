"""三、活动执行情况: the account by category, table 1."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shufang.reports.chapters.kit import Chapter, Material, TextBlock
from shufang.reports.document import Block, Column, Heading, Table
from shufang.reports.queries.evidence import Evidence
from shufang.reports.queries.figure_book import day, gaps, measure_name


def _account(evidence: Evidence) -> str:
    text = ngettext(
        "报告期内共举办活动{activities_held}场",
        "报告期内共举办活动{activities_held}场",
        int(evidence.total("activities_held") or 0),
    )
    if evidence.held_before:
        text += _("（上一年同期{activities_before}场，{activities_change}）")
    if evidence.total("sign_ins") is not None:
        text += ngettext(
            "，签到{sign_ins}户次", "，签到{sign_ins}户次", int(evidence.total("sign_ins") or 0)
        )
    text += _("，各分类情况见{表:execution}。")
    text += _("其中{top_category}场次最多，共{top_category_activities}场，占{top_category_share}。")
    missing = evidence.totals["sign_ins"].missing
    if missing:
        text += ngettext(
            "另有%(count)s场没有签到记录，不计入签到数。",
            "另有%(count)s场没有签到记录，不计入签到数。",
            missing,
        ) % {"count": missing}
    return text


ACCOUNT = TextBlock("execution.account", gettext_lazy("总体情况"), _account)


def build(material: Material) -> list[Block]:
    if not material.evidence.total("activities_held"):
        return []
    return [
        Heading(2, _("总体情况")),
        *material.say(ACCOUNT),
        table_one(material.evidence),
    ]


def table_one(evidence: Evidence) -> Table:
    """表一 项目执行数据一览表: a zero prints blank, the total comes from the measures."""
    rows = tuple(
        (
            order,
            line.name,
            line["activities_held"],
            line["sign_ins"],
            line["media_reports"],
        )
        for order, line in enumerate(evidence.categories, start=1)
    )
    return Table(
        caption=_("项目执行数据一览表"),
        key="execution",
        columns=(
            Column(_("序号"), "center", 0.6),
            Column(_("分类"), "left", 2.2),
            Column(_("数量（场）"), "right", 1.2, blank_zero=True),
            Column(_("签到数"), "right", 1.2, blank_zero=True),
            Column(_("媒体报道"), "right", 1.2, blank_zero=True),
        ),
        rows=rows,
        total=(
            None,
            _("累计"),
            evidence.total("activities_held"),
            evidence.total("sign_ins"),
            evidence.total("media_reports"),
        ),
        note=account_note(
            evidence,
            ("sign_ins", "media_reports"),
            _("签到按户次计：一户到场一次记一次，不等于家庭数。"),
        ),
    )


def account_note(evidence: Evidence, codes: tuple[str, ...], *more: str) -> str:
    """Small print below a table: cut-off, and what is missing or estimated in it."""
    parts = [_("数据截至%(day)s。") % {"day": day(evidence.period.last)}, *more]
    for code in codes:
        lacks = gaps(evidence.totals[code])
        if lacks:
            parts.append(
                _("%(figure)s：%(gaps)s。")
                % {"figure": measure_name(evidence, code), "gaps": lacks}
            )
    return "".join(parts) if evidence.language != "en" else " ".join(p.strip() for p in parts)


CHAPTER = Chapter("execution", gettext_lazy("活动执行情况"), build, (ACCOUNT,))
