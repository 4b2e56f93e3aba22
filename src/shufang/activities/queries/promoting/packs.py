"""Texts for each channel, made from the activity: copy, paste, post."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from shufang.activities.choices import Places
from shufang.activities.models import Activity
from shufang.activities.queries.promoting.links import short_link
from shufang.activities.queries.words import address_words, ages_words, clock_words, where_words
from shufang.shared.days import day_words
from shufang.shared.language import network_name

INNER = str.maketrans("“”", "‘’")  # quotes within quotes


@dataclass(frozen=True)
class Pack:
    code: str
    name: str
    hint: str
    text: str


def packs(activity: Activity) -> list[Pack]:
    """One text a channel, in the language of the page; nothing in it that readers may not know."""
    said = _said(activity)
    return [
        Pack("official", _("微信公众号"), _("标题和正文，配海报的手机图"), _official(said)),
        Pack("moments", _("微信朋友圈、社群"), _("一段话，配手机图"), _moments(said)),
        Pack("sms", _("短信"), _("越短越好，七十个字算一条"), _sms(said)),
        Pack("xiaohongshu", _("小红书"), _("标题不超过二十个字，话题在末尾"), _xiaohongshu(said)),
        Pack("douyin", _("抖音"), _("视频说明，话题在末尾"), _douyin(said)),
    ]


def _said(activity: Activity) -> dict[str, str]:
    rules = getattr(activity, "rules", None)
    open_to_all = rules is None or rules.way == Places.OPEN
    return {
        "network": network_name(),
        "title": activity.title.strip(),
        "when": " ".join(each for each in (day_words(activity.day), clock_words(activity)) if each),
        "day": day_words(activity.day),
        "where": where_words(activity),
        "address": address_words(activity),
        "ages": ages_words(activity) or _("不限年龄"),
        "text": activity.description.strip(),
        "how": _("不用报名，直接来") if open_to_all else _("点开报名"),
        # Where links don't open.
        "scan": _("不用报名，直接来") if open_to_all else _("扫海报上的码报名"),
        "link": short_link(activity),
        "category": activity.category.label,
    }


def _official(said: dict[str, str]) -> str:
    body = _(
        "%(title)s｜%(day)s在%(where)s\n\n%(text)s\n\n时间：%(when)s\n地点：%(where)s %(address)s\n"
        "对象：%(ages)s\n%(how)s：%(link)s\n\n%(network)s"
    )
    return _without_gaps(body % said)


def _moments(said: dict[str, str]) -> str:
    return _("%(when)s，%(where)s，“%(title)s”等你来。%(ages)s。%(how)s：%(link)s") % {
        **said,
        "title": said["title"].translate(INNER),
    }


def _sms(said: dict[str, str]) -> str:
    return _("【%(network)s】%(when)s在%(where)s：%(title)s。%(how)s %(link)s") % said


def _xiaohongshu(said: dict[str, str]) -> str:
    head = said["title"] if len(said["title"]) <= 20 else f"{said['title'][:19]}…"
    body = _(
        "%(head)s\n\n%(text)s\n\n时间：%(when)s\n地点：%(where)s %(address)s\n对象：%(ages)s\n"
        "%(scan)s\n\n%(tags)s"
    )
    tags = _tags(said, _("亲子阅读"), _("周末去哪儿"), _("公共图书馆"))
    return _without_gaps(body % {**said, "head": head, "tags": tags})


def _douyin(said: dict[str, str]) -> str:
    tags = _tags(said, _("家门口的书房"), _("全民阅读"))
    return _("%(title)s，%(when)s，%(where)s，%(ages)s都能来。%(tags)s") % {**said, "tags": tags}


def _tags(said: dict[str, str], *usual: str) -> str:
    """Topics, each once, as one word."""
    words = dict.fromkeys("".join(each.split()) for each in (said["category"], *usual))
    return " ".join(f"#{word}" for word in words)


def _without_gaps(text: str) -> str:
    """Where there is no description, no hole is left."""
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()
