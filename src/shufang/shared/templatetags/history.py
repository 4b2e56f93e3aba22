"""`{% load history %}{% history object %}`: what was done to an object, newest first."""

from typing import Any

from django import template
from django.db.models import Model

from shufang.shared.history import lines
from shufang.shared.models import LogEntry, subject_key
from shufang.shared.roles import Role

register = template.Library()
READERS = frozenset({Role.LIBRARY, Role.AUDITOR, Role.OPERATOR})  # of the whole log


@register.inclusion_tag("shared/parts/history.html", takes_context=True)
def history(context: template.Context, subject: Model, limit: int = 20) -> dict[str, Any]:
    """The latest changes of the object; more of them stand in the log."""
    entries = LogEntry.objects.filter(subject=subject_key(subject))
    found = list(entries[: limit + 1])
    return {
        "lines": lines(found[:limit]),
        "more": len(found) > limit,
        "subject": subject_key(subject),
        "may_open_log": bool(getattr(context.get("user"), "roles", frozenset()) & READERS),
    }
