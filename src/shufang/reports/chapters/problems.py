"""十一、问题与优化方向: what does not work yet, and what is done about it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shufang.activities.choices import Grade
from shufang.reports.chapters.kit import Chapter, Material, TextBlock
from shufang.reports.document import Block, Column, Table
from shufang.reports.queries.evidence import Evidence

ONE_KIND = 0.5  # of all activities in one category: the others are few
FEW = 3  # activities; below that shares say nothing


def _lead(evidence: Evidence) -> str:
    """What the figures alone show; people add what only they know."""
    found = (_cold(evidence), _one_sided(evidence), _gaps(evidence))
    lines = [problem for problem in found if problem]
    if not lines:
        return ""
    order = (_("一是"), _("二是"), _("三是"))
    said = [first + problem for first, problem in zip(order, lines, strict=False)]
    return "\n".join([_("从报告期的数据看，有以下方面需要改进。"), *said])


def _cold(evidence: Evidence) -> str:
    if not evidence.lively_rooms or evidence.hot_but_cold is None:
        return ""
    text = _(
        "活动热、借阅冷。有{lively_rooms}间书房的签到数高于全网居中的书房，外借册次却不高于居中的书房"
    )
    if evidence.lending.whole_years:
        text += _("，{cold_room}最明显，每签到一户次只对应外借{cold_loans_a_sign_in}册次")
    return text + _("。")


def _one_sided(evidence: Evidence) -> str:
    held = [line["activities_held"] or 0 for line in evidence.categories]
    if len(held) < 2 or sum(held) < FEW or max(held) < ONE_KIND * sum(held):
        return ""
    return _(
        "分类不均衡。{top_category}占全部活动的{top_category_share}，"
        "{rare_category}只有{rare_category_activities}场。"
    )


def _gaps(evidence: Evidence) -> str:
    lacks = []
    if evidence.totals["visits"].missing and evidence.total("visits") is not None:
        lacks.append(_("进馆人次缺{visits_missing}条月度统计"))
    if untold := evidence.totals["sign_ins"].missing:
        words = ngettext("有%(count)s场活动没有签到记录", "有%(count)s场活动没有签到记录", untold)
        lacks.append(words % {"count": untold})
    if evidence.total("households_served") is None and evidence.total("sign_ins"):
        one_by_one = any(line.key in Grade.values for line in evidence.grades)
        lacks.append(
            _("逐户签到的都没有家庭账号，算不出服务了多少个家庭")
            if one_by_one
            else _("签到只有每场合计，算不出服务了多少个家庭")
        )
    return _("数据还不完整。") + _("；").join(lacks) + _("。") if lacks else ""


LEAD = TextBlock("problems.lead", gettext_lazy("问题与优化方向：引言"), _lead)


def build(material: Material) -> list[Block]:
    blocks: list[Block] = list(material.say(LEAD))
    rows = tuple((p.problem, p.cause, p.measure, p.who, p.until) for p in material.problems)
    if rows:
        columns = (
            Column(_("表现"), width=2),
            Column(_("原因"), width=2),
            Column(_("措施"), width=2.4),
            Column(_("责任"), width=1.2),
            Column(_("时限"), width=1.1),
        )
        blocks.append(Table(_("问题与措施"), columns, rows, numbered=False))
    return blocks


CHAPTER = Chapter("problems", gettext_lazy("问题与优化方向"), build, (LEAD,))
