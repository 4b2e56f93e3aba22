"""一、项目概况: what the network is, where its rooms are, and what came of the year."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shufang.reports.chapters.kit import Chapter, Material, TextBlock
from shufang.reports.document import Block, Column, Table
from shufang.reports.queries.evidence import Evidence


def _background(evidence: Evidence) -> str:
    text = ngettext(
        "本报告反映{period_start}至{period_end}书房网络的活动与服务情况，数据截至{cutoff}。"
        "网络现有书房{rooms}间",
        "本报告反映{period_start}至{period_end}书房网络的活动与服务情况，数据截至{cutoff}。"
        "网络现有书房{rooms}间",
        len(evidence.rooms),
    )
    if _by_town(evidence):
        text += ngettext(
            "，分布在{towns}个街道（镇）", "，分布在{towns}个街道（镇）", len(_by_town(evidence))
        )
    active = sum(1 for room in evidence.rooms if room["activities_held"])
    if not active:
        return text + _("。")
    if active == len(evidence.rooms):
        return text + ngettext(
            "，报告期内每间都举办了活动。", "，报告期内每间都举办了活动。", active
        )
    return text + _("，报告期内有{rooms_with_activities}间举办了活动。")


def _result(evidence: Evidence) -> str:
    parts = [
        ngettext(
            "报告期内共举办活动{activities_held}场",
            "报告期内共举办活动{activities_held}场",
            int(evidence.total("activities_held") or 0),
        )
    ]
    if evidence.total("sign_ins_per_activity") is not None:
        parts.append(
            ngettext(
                "签到{sign_ins}户次，场均{sign_ins_per_activity}户次",
                "签到{sign_ins}户次，场均{sign_ins_per_activity}户次",
                int(evidence.total("sign_ins") or 0),
            )
        )
    if evidence.total("attendees") is not None:
        parts.append(
            ngettext(
                "参与{attendees}人次", "参与{attendees}人次", int(evidence.total("attendees") or 0)
            )
        )
    if evidence.total("media_reports"):
        parts.append(
            ngettext(
                "媒体报道{media_reports}篇",
                "媒体报道{media_reports}篇",
                int(evidence.total("media_reports") or 0),
            )
        )
    text = _("，").join(parts) + _("。")
    lent = [
        words
        for code, words in (
            ("visits", _("进馆{visits}人次")),
            ("loans", _("外借{loans}册次")),
            ("new_cards", _("新办读者证{new_cards}张")),
        )
        if evidence.total(code) is not None
    ]
    return text + (_("同期") + _("，").join(lent) + _("。") if lent else "")


MANY = 12  # towns; more stand side by side
BACKGROUND = TextBlock("overview.background", gettext_lazy("背景与范围"), _background)
RESULT = TextBlock("overview.result", gettext_lazy("总的情况"), _result)


def build(material: Material) -> list[Block]:
    said: list[Block] = [*material.say(BACKGROUND), *material.say(RESULT)]
    towns = _by_town(material.evidence)
    return [*said, _scope(towns)] if said and towns else said


def _by_town(evidence: Evidence) -> dict[str, list[str]]:
    """The rooms of every town, towns with most rooms first; empty where no towns are known."""
    towns: dict[str, list[str]] = defaultdict(list)
    for site in evidence.sites:
        towns[site.town.name if site.town else ""].append(site.name)
    if set(towns) == {""}:
        return {}
    return dict(sorted(towns.items(), key=lambda item: (not item[0], -len(item[1]), item[0])))


def _scope(towns: dict[str, list[str]]) -> Table:
    """Which rooms each town has."""
    lines = [(town or _("未注明"), _("、").join(sorted(rooms))) for town, rooms in towns.items()]
    columns = (Column(_("街道（镇）"), width=1.2), Column(_("书房"), width=3))
    if len(lines) <= MANY:
        return Table(_("服务范围"), columns, tuple(lines), numbered=False)
    half = (len(lines) + 1) // 2
    second = [*lines[half:], ("", "")][:half]
    rows = tuple((*one, *other) for one, other in zip(lines[:half], second, strict=True))
    return Table(_("服务范围"), (*columns, *columns), rows, numbered=False)


CHAPTER = Chapter("overview", gettext_lazy("项目概况"), build, (BACKGROUND, RESULT))
