"""What stands in a message: apps register one template for each kind, by its code."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from shufang.outbox.models import Message


@dataclass(frozen=True)
class Text:
    """A message as it goes out; an SMS has the body only. The link is a full address."""

    title: str
    body: str
    link: str = ""


@dataclass(frozen=True)
class Template:
    """`text` is called at the moment of sending, in the recipient's language; None: no longer
    needed. `urgent`: goes before everything that waits, such as a one-time code."""

    code: str
    name: str | Promise
    text: Callable[[Message], Text | None]
    urgent: bool = False


_templates: dict[str, Template] = {}


def add(template: Template) -> None:
    """Make a kind of message known; the same code again replaces it."""
    _templates[template.code] = template


def template(code: str) -> Template | None:
    return _templates.get(code)


def templates() -> list[Template]:
    return sorted(_templates.values(), key=lambda each: each.code)
