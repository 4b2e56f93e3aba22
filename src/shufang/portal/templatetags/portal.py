"""Small words of readers' pages."""

from datetime import date

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shufang.activities.templatetags.occasions import month_of, time_span, weekday_of
from shufang.portal.queries.room_map import short_name

register = template.Library()

register.filter("short_name", short_name)
register.filter("weekday", weekday_of)
register.filter("month", month_of)
register.filter("clock", time_span)


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
