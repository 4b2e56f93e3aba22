"""Small words of readers' pages."""

from datetime import date

from django import template
from django.utils import timezone

from shufang.activities.templatetags.occasions import time_span
from shufang.portal.queries.room_map import short_name
from shufang.shared.days import month, month_day, weekday

register = template.Library()

register.filter("short_name", short_name)
register.filter("weekday", weekday)
register.filter("month", month)
register.filter("month_day", month_day)
register.filter("clock", time_span)


@register.filter
def familiar_name(name: str) -> str:
    """A room's name as its neighbours say it: 湖滨智慧书房 is 湖滨书房."""
    return name.replace("智慧书房", "书房")


@register.filter
def other_year(day: date) -> bool:
    """Whether the year must be said, too."""
    return day.year != timezone.localdate().year
