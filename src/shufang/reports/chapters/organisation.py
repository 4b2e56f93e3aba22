"""十二、组织架构与流程: who decides, who executes, who supports, table 2."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.people.choices import Level
from shufang.people.models import Duty
from shufang.reports.chapters.flow import flow
from shufang.reports.chapters.kit import Chapter, Material, TextBlock
from shufang.reports.document import Block, Chart, Column, Table
from shufang.reports.queries.evidence import Evidence


def _account(evidence: Evidence) -> str:
    if not Duty.objects.exists():
        return ""
    return _(
        "项目按“决策、执行、支持”三层组织，岗位与职责见{表:organisation}。"
        "每场活动按策划、宣传、执行、复盘四步进行，见{图:flow}。"
    )


ACCOUNT = TextBlock("organisation.account", gettext_lazy("组织与流程"), _account)


def build(material: Material) -> list[Block]:
    duties = sorted(Duty.objects.all(), key=lambda d: (Level.values.index(d.level), d.order, d.pk))
    blocks: list[Block] = list(material.say(ACCOUNT))
    if duties:
        columns = (
            Column(_("层级"), "center", 0.8),
            Column(_("岗位"), width=1.4),
            Column(_("职责"), width=3.6),
            Column(_("人员"), width=1.6),
        )
        rows = tuple((str(d.get_level_display()), d.post, d.duties, d.people) for d in duties)
        blocks.append(Table(_("组织架构与职责"), columns, rows, key="organisation"))
        blocks.append(Chart(_("活动流程"), flow(_steps()), key="flow"))
    return blocks


def _steps() -> list[tuple[str, str]]:
    return [
        (_("策划"), _("定主题、对象和书目\n排书房、日期和人手")),
        (_("宣传"), _("海报与公众号预告\n到校、到社区告知")),
        (_("执行"), _("签到，带领活动\n照看安全，引导借书")),
        (_("复盘"), _("记得失，补数据\n定下一场怎么改")),
    ]


CHAPTER = Chapter("organisation", gettext_lazy("组织架构与流程"), build, (ACCOUNT,))
