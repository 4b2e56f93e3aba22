"""What the log's deeds are called on pages; every app names its own in `AppConfig.ready()`."""

from collections.abc import Mapping

from django.utils.functional import Promise

_names: dict[str, str | Promise] = {}


def name_deeds(names: Mapping[str, str | Promise]) -> None:
    """Give deeds such as "activities.cancel" their words."""
    _names.update(names)


def deed_name(deed: str) -> str:
    """The words for a deed, or the deed itself where nobody named it."""
    return str(_names.get(deed, deed))


def named_deeds() -> frozenset[str]:
    """Every deed that has words."""
    return frozenset(_names)
