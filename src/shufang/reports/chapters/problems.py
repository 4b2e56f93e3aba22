"""十一、问题与优化方向: what does not work yet, and what is done about it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.reports.chapters.kit import Chapter, Material, TextBlock
from shufang.reports.document import Block, Column, Table
from shufang.reports.queries.evidence import Evidence


def _lead(evidence: Evidence) -> str:
    return ""


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
