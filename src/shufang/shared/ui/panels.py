"""Parts of one object's staff page that several parts of the product bring: an activity's plan,
its list of registrations, its review.

Whoever brings one adds a panel in `AppConfig.ready()`; the page shows those that have
something to say to its reader. So the page of an activity knows none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Panel:
    """One part: `context` gives what its template shows, or None where there is nothing to show."""

    page: str  # "activities.activity": which object's page
    code: str
    order: int
    template: str
    context: Callable[[HttpRequest, Any], dict[str, Any] | None]


_panels: dict[tuple[str, str], Panel] = {}


def add(panel: Panel) -> None:
    """Put a panel on a page; the same code again replaces it."""
    _panels[panel.page, panel.code] = panel


def panels(page: str) -> list[Panel]:
    """A page's panels from top to bottom."""
    return sorted((p for p in _panels.values() if p.page == page), key=lambda p: (p.order, p.code))


def drawn(page: str, request: HttpRequest, thing: Any) -> list[SafeString]:
    """The panels of one object as this reader sees them."""
    found = []
    for panel in panels(page):
        context = panel.context(request, thing)
        if context is not None:
            found.append(render_to_string(panel.template, context, request))
    return found
