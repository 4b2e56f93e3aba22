"""十二、组织架构与流程: who decides, who executes, who supports, table 2."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.people.choices import Level
from shufang.people.models import Duty
from shufang.reports.chapters.kit import Chapter, Material, TextBlock
from shufang.reports.document import Block, Column, Table
from shufang.reports.queries.evidence import Evidence


def _account(evidence: Evidence) -> str:
    if not Duty.objects.exists():
        return ""
    return _(
        "项目按“决策、执行、支持”三层组织，岗位与职责见{表:organisation}。"
        "每场活动按策划、宣传、执行、复盘四步进行。"
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
    return blocks


CHAPTER = Chapter("organisation", gettext_lazy("组织架构与流程"), build, (ACCOUNT,))
