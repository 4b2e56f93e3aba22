"""Small words of readers' pages."""

from datetime import date

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shufang.activities.models import Activity
from shufang.places.choices import Weekday
from shufang.portal.queries.room_map import short_name

register = template.Library()

register.filter("short_name", short_name)


@register.filter
def weekday(day: date) -> str:
    """周六."""
    return str(Weekday(day.weekday()).label)


@register.filter
def month(day: date) -> str:
    """5月; May."""
    return date_format(day, _("n月"))


@register.filter
def month_day(day: date) -> str:
    """5月18日; May 18."""
    return date_format(day, _("n月j日"))


@register.filter
def familiar_name(name: str) -> str:
    """A room's name as its neighbours say it: 湖滨智慧书房 is 湖滨书房."""
    return name.replace("智慧书房", "书房")


@register.filter
def other_year(day: date) -> bool:
    """Whether the year must be said, too."""
    return day.year != timezone.localdate().year


@register.filter
def clock(activity: Activity) -> str:
    """10:00 – 11:00, as far as it is known."""
    if activity.starts_at is None:
        return ""
    starts = f"{timezone.localtime(activity.starts_at):%H:%M}"
    if activity.ends_at is None:
        return starts
    return f"{starts} – {timezone.localtime(activity.ends_at):%H:%M}"
