"""七、宣传推广与媒体报道: who reported, how often."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shufang.reports.chapters.kit import Chapter, Material, TextBlock
from shufang.reports.document import Block, Column, Table
from shufang.reports.queries.activity_lists import media_reports
from shufang.reports.queries.evidence import Evidence


def _account(evidence: Evidence) -> str:
    return ngettext(
        "报告期内媒体报道{media_reports}篇，刊发媒体如下，逐篇清单见{附件:media}。",
        "报告期内媒体报道{media_reports}篇，刊发媒体如下，逐篇清单见{附件:media}。",
        int(evidence.total("media_reports") or 0),
    )


ACCOUNT = TextBlock("coverage.account", gettext_lazy("媒体报道"), _account)


def build(material: Material) -> list[Block]:
    if not material.evidence.total("media_reports"):
        return []
    return [*material.say(ACCOUNT), _outlets(material.evidence)]


def _outlets(evidence: Evidence) -> Table:
    """The reports listed in the attachment, grouped by outlet."""
    reports = Counter(report.outlet for report in media_reports(evidence.period))
    most_first = sorted(reports.items(), key=lambda item: (-item[1], item[0]))
    return Table(
        caption=_("刊发媒体"),
        numbered=False,
        columns=(Column(_("媒体"), width=3), Column(_("报道（篇）"), "right")),
        rows=tuple(most_first),
        total=(_("合计"), evidence.total("media_reports")),
    )


CHAPTER = Chapter("coverage", gettext_lazy("宣传推广与媒体报道"), build, (ACCOUNT,))
