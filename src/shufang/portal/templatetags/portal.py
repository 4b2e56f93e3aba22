"""Small words of readers' pages."""

from datetime import date

from django import template
from django.utils import timezone

from shufang.portal.queries.room_map import short_name

register = template.Library()

register.filter("short_name", short_name)


@register.filter
def familiar_name(name: str) -> str:
    """A room's name as its neighbours say it: 湖滨智慧书房 is 湖滨书房."""
    return name.replace("智慧书房", "书房")


@register.filter
def other_year(day: date) -> bool:
    """Whether the year must be said, too."""
    return day.year != timezone.localdate().year
