"""Every address of the site, read from the URL resolver: a list by hand would miss the new ones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from shufang.shared.audience import declared


@dataclass(frozen=True)
class Route:
    """One address: its name, its path, what it asks for, and its view."""

    name: str
    path: str
    kwargs: tuple[str, ...]
    view: Callable[..., Any]

    @property
    def namespace(self) -> str:
        return self.name.partition(":")[0]

    @property
    def audience(self) -> frozenset[Any] | None:
        return declared(self.view)

    def __str__(self) -> str:
        return self.name


def routes(
    resolver: URLResolver | None = None,
    *,
    prefix: str = "",
    namespace: str = "",
    kwargs: tuple[str, ...] = (),
) -> Iterator[Route]:
    """All routes below a resolver, in its order."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        asked = kwargs + tuple(entry.pattern.converters)
        if isinstance(entry, URLPattern):
            name = f"{namespace}:{entry.name}" if namespace else str(entry.name or path)
            yield Route(name, path, asked, entry.callback)
        else:
            below = ":".join(part for part in (namespace, entry.namespace) if part)
            yield from routes(entry, prefix=path, namespace=below, kwargs=asked)
