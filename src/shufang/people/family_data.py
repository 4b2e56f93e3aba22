"""What other apps keep about families: shown to them, taken along, erased.

`people` knows none of those apps. Each adds a `Source` in its `AppConfig.ready()`; a family's own
pages, the export, erasing and the staff's search ask all of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from shufang.people.models import Child, Household


@dataclass(frozen=True)
class Section:
    """One table of what is kept, in the family's language."""

    code: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]  # texts, numbers, days, moments


@dataclass(frozen=True)
class Source:
    """What one app keeps. All are called inside a transaction, with the guardians still there."""

    code: str
    sections: Callable[[Household], list[Section]]
    erase: Callable[[Household], None]  # personal values go, counts stay
    in_use: Callable[[Household], bool]  # whether it keeps anything of this household
    child_in_use: Callable[[Child], bool]
    forget_child: Callable[[Child], None]
    at_rooms: Callable[[frozenset[int]], set[int]]  # households that registered or came there


_sources: dict[str, Source] = {}


def add(source: Source) -> None:
    """Make a source known; the same code again replaces it."""
    _sources[source.code] = source


def sources() -> list[Source]:
    return sorted(_sources.values(), key=lambda source: source.code)


def in_use(household: Household) -> bool:
    """Whether any app keeps something of this household."""
    return any(source.in_use(household) for source in sources())


def child_in_use(child: Child) -> bool:
    """Whether what was counted refers to this child."""
    return any(source.child_in_use(child) for source in sources())


def forget_child(child: Child) -> None:
    """Every app erases the child's name where it wrote it."""
    for source in sources():
        source.forget_child(child)


def at_rooms(sites: frozenset[int]) -> set[int]:
    """The households that registered for something at these rooms, or came."""
    return {key for source in sources() for key in source.at_rooms(sites)}
