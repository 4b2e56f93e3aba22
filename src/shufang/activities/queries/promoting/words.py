"""When and where, in words that are never left out of a message."""

from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shufang.activities.models import Activity
from shufang.places.choices import Weekday


def network() -> str:
    """The network's name in the language of the text."""
    return settings.NETWORK_NAME_EN if in_english() else settings.NETWORK_NAME


def in_english() -> bool:
    return (get_language() or "").startswith("en")


def day_words(day: date) -> str:
    """11月22日 周六."""
    return f"{date_format(day, _('n月j日'))} {Weekday(day.weekday()).label}"


def clock_words(activity: Activity) -> str:
    """10:00–11:00, as far as it is known."""
    if activity.starts_at is None:
        return ""
    starts = f"{timezone.localtime(activity.starts_at):%H:%M}"
    if activity.ends_at is None:
        return starts
    return f"{starts}–{timezone.localtime(activity.ends_at):%H:%M}"


def when(activity: Activity) -> str:
    """The day, 今天 or 明天 where it is, and the time."""
    today = timezone.localdate()
    near = {0: _("今天"), 1: _("明天")}.get((activity.day - today).days, "")
    return " ".join(each for each in (near, day_words(activity.day), clock_words(activity)) if each)


def where(activity: Activity) -> str:
    """The room and its zone, always both where both are known."""
    return " · ".join(
        each for each in (activity.site.name, activity.zone.name if activity.zone else "") if each
    )


def address(activity: Activity) -> str:
    """Town and street, for who has never been there."""
    town = activity.site.town.name if activity.site.town else ""
    return " ".join(each for each in (town, activity.site.address) if each)


def ages(activity: Activity) -> str:
    """4–8 岁; empty where anybody may come."""
    low, high = activity.age_from, activity.age_to
    if low is not None and high is not None:
        return _("%(low)s–%(high)s 岁") % {"low": low, "high": high}
    if low is not None:
        return _("%(low)s 岁以上") % {"low": low}
    if high is not None:
        return _("%(high)s 岁以下") % {"high": high}
    return ""
