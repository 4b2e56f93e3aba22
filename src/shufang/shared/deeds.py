"""What the log's deeds are called on pages, and how values read that it keeps otherwise than pages
show them; every app says it of its own in `AppConfig.ready()`."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise

_names: dict[str, str | Promise] = {}
_values: dict[str, Callable[[Any], str]] = {}


def name_deeds(names: Mapping[str, str | Promise]) -> None:
    """Give deeds such as "activities.cancel" their words."""
    _names.update(names)


def deed_name(deed: str) -> str:
    """The words for a deed, or the deed itself where nobody named it."""
    return str(_names.get(deed, deed))


def named_deeds() -> frozenset[str]:
    """Every deed that has words."""
    return frozenset(_names)


def word_values(words: Mapping[str, Callable[[Any], str]]) -> None:
    """Give the values of fields such as "activities.review.cost" their words."""
    _values.update(words)


def value_words(field: str) -> Callable[[Any], str] | None:
    """What puts the values of a field into words, where an app said so."""
    return _values.get(field)
