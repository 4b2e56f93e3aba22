"""Tags of pages that show figures: every figure opens to its rows."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from shufang.insight.pictures import rows_url, short
from shufang.lake import registry
from shufang.shared.period import Period
from shufang.shared.templatetags.ui import opens

register = template.Library()
register.filter("short", short)


@register.simple_tag
def behind(value: Any, code: str, period: Period, **cell: Any) -> SafeString:
    """A figure with the way to its rows: {% behind 43 "activities_held" period category=2 %}."""
    return opens(value, rows_url(code, period, **cell) if value else "")


@register.filter
def at(figures: Mapping[Any, Any], key: Any) -> Any:
    """One figure of a line by its code or month; None where there is none."""
    return figures.get(key)


@register.filter
def figure_of(line: Any, code: str) -> Any:
    """What a line of table 1 says for a measure."""
    return line.value(code)


@register.simple_tag
def rows_address(code: str, period: Period, **cell: Any) -> str:
    """The address of the rows behind a figure."""
    return rows_url(code, period, **cell)


@register.filter
def measure_label(code: str) -> str:
    """What a measure is called in the language of the page."""
    return registry.measure(code).label


@register.filter
def nth(items: Any, index: int) -> Any:
    """The item at a place."""
    return items[index]
