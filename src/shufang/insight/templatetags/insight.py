"""Tags of pages that show figures: every figure opens to its rows."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from shufang.insight.pictures import PICTURES, rows_url, short
from shufang.insight.queries.overview import places_of
from shufang.insight.web.period import Chosen
from shufang.lake import Key, registry
from shufang.shared.period import Period
from shufang.shared.templatetags.ui import opens
from shufang.shared.ui.figures import figure

register = template.Library()
register.filter("short", short)


@register.simple_tag
def behind(value: Any, code: str, period: Period, **cell: Any) -> SafeString:
    """A figure with the way to its rows: {% behind 43 "activities_held" period category=2 %}."""
    return opens(figure(value, places_of(code)), rows_url(code, period, **cell))


@register.simple_tag
def behind_cell(
    value: Any,
    code: str,
    period: Period,
    dimension: str,
    key: Key,
    where: Mapping[str, Key] | None,
) -> SafeString:
    """The same where the dimension stands in a variable, inside a cell of others."""
    own = {dimension: key} if dimension else {}
    return behind(value, code, period, **{**(where or {}), **own})


@register.simple_tag
def rows_address(code: str, period: Period, **cell: Any) -> str:
    """The address of the rows behind a figure."""
    return rows_url(code, period, **cell)


@register.filter
def at(figures: Mapping[Any, Any], key: Any) -> Any:
    """One figure of a line by its code or month; None where there is none."""
    return figures.get(key)


@register.filter
def figure_of(line: Any, code: str) -> Any:
    """What a line of table 1 says for a measure."""
    return line.value(code)


@register.filter
def times_100(share: float | None) -> float | None:
    """A share as the per cent that `delta` takes."""
    return None if share is None else 100 * share


@register.filter
def measure_label(code: str) -> str:
    """What a measure is called in the language of the page."""
    return registry.measure(code).label


@register.filter
def cell(value: Any, kind: str) -> str:
    """A cell of the rows behind a figure, as its column writes it."""
    if kind == "integer":
        return figure(value)
    if kind == "date" and value:
        return format_html('<span class="num">{}</span>', value.isoformat())
    return "" if value is None else str(value)


@register.filter
def nth(items: Any, index: int) -> Any:
    """The item at a place."""
    return items[index]


@register.inclusion_tag("insight/parts/later.html")
def chart(name: str, asked: Chosen, *, half: bool = False) -> dict[str, str]:
    """A chart that follows the page, `half` as wide where two stand side by side; without
    scripts, the way to it."""
    address = f"{reverse('insight:chart', args=[name])}?{asked.query}{'&half=1' * half}"
    return {"address": address, "title": str(PICTURES[name].title)}
