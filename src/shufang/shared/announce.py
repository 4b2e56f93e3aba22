"""News for other apps, told inside the transaction that made it (docs/decisions/0005)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

_hearers: Mapping[type[Any], Sequence[Callable[[Any], object]]] = {}


def listen(hearers: Mapping[type[Any], Sequence[Callable[[Any], object]]]) -> None:
    """Called once, by the composition root, with the table of `config/wiring.py`."""
    global _hearers
    _hearers = hearers


def announce(news: Any) -> None:
    """Tell all who asked for this kind of news.

    They may only write rows or enqueue tasks, so a rollback undoes them.
    """
    for hearer in _hearers.get(type(news), ()):
        hearer(news)
