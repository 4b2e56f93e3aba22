"""The staff pages' side bar.

Apps add their places in `AppConfig.ready()`; a page shows those that exist and are open to its
reader's roles.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from shufang.shared.roles import Role

GROUPS: dict[str, str | Promise] = {
    "overview": "",
    "records": pgettext_lazy("menu", "记录"),
    "people": pgettext_lazy("menu", "人"),
    "network": pgettext_lazy("menu", "书房网络"),
}


@dataclass(frozen=True)
class Entry:
    """One place of the side bar."""

    url_name: str
    label: str | Promise
    icon: str
    group: str
    order: int
    roles: frozenset[Role]
    covers: tuple[str, ...] = ()  # URL namespaces whose other pages belong to this place


@dataclass(frozen=True)
class Place:
    """An entry as one reader sees it."""

    url: str
    label: str | Promise
    icon: str
    current: bool


@dataclass(frozen=True)
class Group:
    """Places under one heading; the first group has none."""

    code: str
    heading: str | Promise
    places: list[Place] = field(default_factory=list)


_entries: dict[str, Entry] = {}


def add(entry: Entry) -> None:
    """Put an entry into the side bar; the same address again replaces it."""
    if entry.group not in GROUPS:
        raise ValueError(f"{entry.group} is not one of {', '.join(GROUPS)}")
    _entries[entry.url_name] = entry


def entries() -> list[Entry]:
    """All entries, in the order of the side bar."""
    groups = list(GROUPS)
    return sorted(_entries.values(), key=lambda e: (groups.index(e.group), e.order, e.url_name))


def for_user(user: Any, request: HttpRequest | None = None) -> list[Group]:
    """The groups with something in them for this user; the current place is marked."""
    open_to_user = [(e, reverse(e.url_name)) for e in entries() if _may_see(user, e)]
    current = _current(request, open_to_user)
    found = [Group(code, heading) for code, heading in GROUPS.items()]
    by_code = {group.code: group for group in found}
    for entry, url in open_to_user:
        place = Place(url, entry.label, entry.icon, entry.url_name == current)
        by_code[entry.group].places.append(place)
    return [group for group in found if group.places]


def _may_see(user: Any, entry: Entry) -> bool:
    return bool(getattr(user, "roles", frozenset()) & entry.roles)


def _current(request: HttpRequest | None, places: Iterable[tuple[Entry, str]]) -> str:
    """The entry whose address is the longest beginning of this page's, within the page's app;
    else the one that covers the app.
    """
    match = getattr(request, "resolver_match", None)
    if request is None or match is None:
        return ""
    if match.view_name in {entry.url_name for entry, _url in places}:
        return str(match.view_name)
    fitting = [
        (len(url), entry.url_name)
        for entry, url in places
        if entry.url_name.split(":")[0] == match.app_name and request.path.startswith(url)
    ]
    if fitting:
        return max(fitting)[1]
    return next((e.url_name for e, _url in places if match.app_name in e.covers), "")
