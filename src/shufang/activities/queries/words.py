"""What, when, where, for whom, and masked names, as every page, paper and message says them."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shufang.activities.choices import State
from shufang.activities.models import Activity
from shufang.shared.days import day_words


def title_words(activity: Activity) -> str:
    """The title; what was called off says so first."""
    if activity.state == State.CANCELLED:
        return _("【取消】%(title)s") % {"title": activity.title}
    return activity.title


def near_words(day: date) -> str:
    """今天; 明天; nothing for any other day."""
    return {0: _("今天"), 1: _("明天")}.get((day - timezone.localdate()).days, "")


def clock_words(activity: Activity, dash: str = "–") -> str:
    """10:00–11:00, as far as it is known."""
    if activity.starts_at is None:
        return ""
    starts = f"{timezone.localtime(activity.starts_at):%H:%M}"
    if activity.ends_at is None:
        return starts
    return f"{starts}{dash}{timezone.localtime(activity.ends_at):%H:%M}"


def when_words(activity: Activity) -> str:
    """The day, 今天 or 明天 where it is, and the time."""
    day = activity.day
    said = (near_words(day), day_words(day), clock_words(activity))
    return " ".join(each for each in said if each)


def where_words(activity: Activity) -> str:
    """The room and its zone, always both where both are known."""
    return " · ".join(
        each for each in (activity.site.name, activity.zone.name if activity.zone else "") if each
    )


def address_words(activity: Activity) -> str:
    """Town and street, for who has never been there."""
    town = activity.site.town.name if activity.site.town else ""
    return " ".join(each for each in (town, activity.site.address) if each)


def ages_words(activity: Activity) -> str:
    """4–8 岁; 4 岁以上; empty where anybody may come."""
    low, high = activity.age_from, activity.age_to
    if low is not None and high is not None:
        return _("%(low)s–%(high)s 岁") % {"low": low, "high": high}
    if low is not None:
        return _("%(low)s 岁以上") % {"low": low}
    return _("%(high)s 岁以下") % {"high": high} if high is not None else ""


def until_words(left: timedelta) -> str:
    """2 天 3 小时; 5 小时; 12 分钟."""
    minutes = max(int(left.total_seconds() // 60), 1)
    days, hours = minutes // 1440, minutes % 1440 // 60
    if days:
        said = ngettext("%(n)s 天", "%(n)s 天", days) % {"n": days}
        if hours and days < 7:
            said += " " + ngettext("%(n)s 小时", "%(n)s 小时", hours) % {"n": hours}
        return said
    if hours:
        return ngettext("%(n)s 小时", "%(n)s 小时", hours) % {"n": hours}
    return ngettext("%(n)s 分钟", "%(n)s 分钟", minutes) % {"n": minutes}


def masked_name(name: str) -> str:
    """A family's own name as strangers may read it on a screen: 张家 is 张＊."""
    name = name.strip()
    return f"{name[0]}＊" if name else ""


def more_words(came: int, registered: int) -> str:
    """比报名多 2 人; empty for a party that came as it had registered, or smaller."""
    more = came - registered
    if more <= 0:
        return ""
    return ngettext("比报名多 %(n)s 人", "比报名多 %(n)s 人", more) % {"n": more}


def heads_words(children: int, adults: int) -> str:
    """2 孩 1 大; 1 大."""
    said = []
    if children:
        said.append(ngettext("%(n)s 孩", "%(n)s 孩", children) % {"n": children})
    if adults:
        said.append(ngettext("%(n)s 大", "%(n)s 大", adults) % {"n": adults})
    if len(said) < 2:
        return "".join(said)
    return _("%(kids)s %(adults)s") % {"kids": said[0], "adults": said[1]}
