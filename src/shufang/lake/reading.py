"""Read the lake as it is now, whole again if somebody has removed files of it."""

from collections.abc import Callable
from typing import TypeVar

from shufang.lake.catalogue import Catalogue
from shufang.lake.refresh import refresh
from shufang.lake.store import FileGoneError

Found = TypeVar("Found")


def read(how: Callable[[Catalogue], Found]) -> Found:
    """What `how` finds; after a file that is gone or broken the lake is built anew, once."""
    try:
        return how(refresh())
    except FileGoneError:
        return how(refresh(rebuild=True))
