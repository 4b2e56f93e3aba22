"""Tabler's outline icons, read from node_modules when first used and kept in memory."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_NAME = re.compile(r"[a-z0-9-]+")
_OUTER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def folder() -> Path:
    """Where the SVG files lie."""
    return Path(settings.NODE_MODULES) / "@tabler/icons/icons/outline"


@cache
def shapes(name: str) -> SafeString:
    """The drawing inside the <svg> of one icon.

    An unknown name draws nothing: a page must not fail over an ornament. A test looks up every
    name that templates use.
    """
    path = folder() / f"{name}.svg"
    if not _NAME.fullmatch(name) or not path.is_file():
        return mark_safe("")
    found = _OUTER.search(path.read_text(encoding="utf-8"))
    drawing = found.group(1) if found else ""
    return mark_safe(" ".join(drawing.split()))  # noqa: S308 - a file of ours, by a checked name


def svg(name: str, *, label: str = "", classes: str = "") -> SafeString:
    """An inline icon; with a label it speaks for itself, without one it is an ornament."""
    inside = shapes(name)
    speech = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true"')
    )
    return format_html(
        '<svg class="icon{}" {} focusable="false" width="24" height="24" viewBox="0 0 24 24"'
        ' fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"'
        ' stroke-linejoin="round">{}</svg>',
        f" {classes}" if classes else "",
        speech,
        inside,
    )
