"""五、人才与志愿服务: who led, who helped, who was trained."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shufang.reports.chapters.kit import Chapter, Material, TextBlock
from shufang.reports.document import Block
from shufang.reports.queries.evidence import Evidence


def _account(evidence: Evidence) -> str:
    found = evidence.leading
    lines = []
    if found.leaders:
        text = ngettext(
            "报告期内先后有{leaders}位带领人带领活动",
            "报告期内先后有{leaders}位带领人带领活动",
            found.leaders,
        )
        if found.often:
            text += _("，其中{leaders_often}位带领了10场以上")
        if found.in_towns:
            text += _("，{leaders_in_towns}位在两个以上街道（镇）带领过活动")
        text += _("。")
        if found.unnamed:
            text += _("另有%(count)s场没有写带领人。") % {"count": found.unnamed}
        lines.append(text)
    if found.helpers:
        lines.append(
            _("志愿者到场服务{helpers}人次，记了人数的{helped}场平均每场{helpers_each}人次。")
        )
    if evidence.trainings["activities_held"]:
        lines.append(
            ngettext(
                "举办培训{trainings}场，签到{training_sign_ins}户次。",
                "举办培训{trainings}场，签到{training_sign_ins}户次。",
                int(evidence.trainings["sign_ins"] or 0),
            )
        )
    return "\n".join(lines)


ACCOUNT = TextBlock("people.account", gettext_lazy("带领人、志愿者与培训"), _account)


def build(material: Material) -> list[Block]:
    return list(material.say(ACCOUNT))


CHAPTER = Chapter("people", gettext_lazy("人才与志愿服务"), build, (ACCOUNT,))
