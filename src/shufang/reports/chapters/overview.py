"""一、项目概况: what the network is, when it ran, and what came of it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.reports.chapters.kit import Chapter, Material, TextBlock
from shufang.reports.document import Block
from shufang.reports.queries.evidence import Evidence


def _background(evidence: Evidence) -> str:
    return _(
        "本报告总结{period_start}至{period_end}书房网络的活动与服务，数据截至{cutoff}。"
        "全网共有书房{rooms}间，其中{rooms_with_activities}间在报告期内举办了活动。"
    )


def _result(evidence: Evidence) -> str:
    text = _(
        "报告期内共举办活动{activities_held}场，签到{sign_ins}户次，参与{attendees}人次，"
        "场均签到{sign_ins_per_activity}户次；媒体报道{media_reports}篇。"
    )
    if evidence.total("loans") is not None:
        text += _("同期外借{loans}册次。")
    if evidence.total("visits") is not None:
        text += _("同期进馆{visits}人次，新办读者证{new_cards}张。")
    return text


BACKGROUND = TextBlock("overview.background", gettext_lazy("背景与范围"), _background)
RESULT = TextBlock("overview.result", gettext_lazy("总的情况"), _result)


def build(material: Material) -> list[Block]:
    return [*material.say(BACKGROUND), *material.say(RESULT)]


CHAPTER = Chapter("overview", gettext_lazy("项目概况"), build, (BACKGROUND, RESULT))
