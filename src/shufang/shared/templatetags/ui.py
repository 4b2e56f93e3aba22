"""Template tags of the page shell, available in every template without loading."""

import unicodedata
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from shufang.shared import days
from shufang.shared.language import in_english
from shufang.shared.ui import figures, icons, navigation
from shufang.shared.ui.fields import dress

LAST_LATIN = "\u0250"  # what comes before it is Latin, or a digit

register = template.Library()

register.filter("figure", figures.figure)
register.filter("percent", figures.percent)
register.simple_tag(figures.delta, name="delta")
register.filter("weekday", days.weekday)
register.filter("month", days.month)
register.filter("month_day", days.month_day)
register.filter("full_day", days.full_day)
register.filter("full_day_words", days.full_day_words)


@register.simple_tag
def icon(name: str, label: str = "", classes: str = "") -> SafeString:
    """An outline icon of Tabler: {% icon "calendar" %}."""
    return icons.svg(name, label=label, classes=classes)


@register.simple_tag
def category_pill(category: Any) -> SafeString:
    """A category's name in its colour, in the page's language where the name has one."""
    if not category:
        return SafeString("")
    return format_html('<span class="pill {}">{}</span>', category.colour, category_name(category))


@register.filter
def category_name(category: Any) -> str:
    """A shipped category's English name on English pages; a city's own stays as typed."""
    english = in_english()
    return str((english and category.name_en) or category.name)


@register.filter
def face(name: str) -> str:
    """The one sign that stands for a name in its round: 米 for 小米, T for Tom, 🐼 for 🐼🐼."""
    letters = [sign for sign in name if unicodedata.category(sign)[0] in "LN"]
    if not letters:
        return next((sign for sign in name if unicodedata.category(sign) == "So"), name[:1])
    return letters[0].upper() if letters[0] < LAST_LATIN else letters[-1]


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The page's query string with some parameters changed; None or "" takes one away."""
    request = context.get("request")
    params = request.GET.copy() if request else QueryDict(mutable=True)
    for key, value in changes.items():
        params.pop(key, None)
        if value is not None and value != "":
            params[key] = str(value)
    return "?" + params.urlencode()


@register.simple_tag
def opens(text: Any, url: str = "") -> SafeString:
    """A figure that opens to its rows; plain where there is nothing to open."""
    shown = text if isinstance(text, str) else figures.figure(text)
    if not url or shown == figures.UNKNOWN:
        return format_html('<span class="num">{}</span>', shown)
    return format_html('<a class="opens num" href="{}">{}</a>', url, shown)


@register.inclusion_tag("shared/parts/pages.html", takes_context=True)
def pages(context: template.Context, page_obj: Page[Any]) -> dict[str, Any]:
    """Pagination that keeps the rest of the query string."""
    return {
        "page": page_obj,
        "numbers": page_obj.paginator.get_elided_page_range(
            page_obj.number, on_each_side=1, on_ends=1
        ),
        "gap": page_obj.paginator.ELLIPSIS,
        "request": context.get("request"),
    }


@register.inclusion_tag("shared/parts/field.html")
def field(bound: BoundField, label: str = "", help: str = "", icon: str = "") -> dict[str, Any]:  # noqa: A002
    """A form field with its label, help and errors: {% field form.name %}."""
    dressed = dress(bound)
    return {
        "field": bound,
        "control": dressed.control,
        "kind": dressed.kind,
        "label": label or bound.label,
        "help": help or bound.help_text,
        "icon": icon,
    }


@register.simple_tag(takes_context=True)
def side_bar(context: template.Context) -> list[navigation.Group]:
    """The places of the side bar for this page's reader."""
    request = context.get("request")
    return navigation.for_user(getattr(request, "user", None), request)


@register.filter
def first_places(groups: list[navigation.Group], count: int) -> list[navigation.Place]:
    """The first places across all groups, for the bar at the foot of a phone."""
    return [place for group in groups for place in group.places][:count]
