"""The network's rooms: what the list page, its exports and other apps' pages show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.places.models import Closure, Site, Town
from shufang.places.queries.opening import hours_text
from shufang.shared.tables import Column, Table


@dataclass(frozen=True)
class SiteFilter:
    """What the reader of the list asked for; every part may be left out."""

    words: str = ""
    town: int | None = None
    kind: str = ""
    gap: str = ""  # what is missing: hours, coordinates, town
    retired: bool = False  # rooms no longer in use, instead of those in use

    @property
    def is_empty(self) -> bool:
        return self == SiteFilter()


def sites(asked: SiteFilter) -> QuerySet[Site]:
    """The rooms asked for, with their town, hours and aliases, in a fixed number of queries."""
    found = Site.objects.select_related("town").prefetch_related("hours", "aliases")
    found = found.filter(active=not asked.retired)
    if asked.words:
        words = asked.words
        found = found.filter(
            Q(name__icontains=words)
            | Q(aliases__name__icontains=words)
            | Q(town__name__icontains=words)
            | Q(address__icontains=words)
        ).distinct()
    if asked.town:
        found = found.filter(town=asked.town)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.gap == "hours":
        found = found.filter(hours=None)
    elif asked.gap == "coordinates":
        found = found.filter(longitude=None)
    elif asked.gap == "town":
        found = found.filter(town=None)
    return found


def open_sites() -> QuerySet[Site]:
    """Rooms in use, with what `opening` needs; what readers see of the network."""
    return Site.objects.filter(active=True).select_related("town").prefetch_related("hours")


def closures_by_site(today: date | None = None) -> dict[int | None, list[Closure]]:
    """Closures that are not over, by room; under None those of the whole network."""
    found: dict[int | None, list[Closure]] = {}
    for closure in Closure.objects.filter(last_day__gte=today or timezone.localdate()):
        found.setdefault(closure.site_id, []).append(closure)
    return found


def closures_of(site: Site, today: date | None = None) -> list[Closure]:
    """Closures that are not over and concern this room, the network's among them."""
    found = Closure.objects.filter(
        Q(site=site) | Q(site=None), last_day__gte=today or timezone.localdate()
    )
    return list(found)


def towns() -> QuerySet[Town]:
    """All towns with their aliases and how many rooms in use they have."""
    return Town.objects.prefetch_related("aliases").annotate(
        rooms=Count("sites", filter=Q(sites__active=True))
    )


def site_table(found: Iterable[Site]) -> Table:
    """The list of rooms as a table to take away; the importer of rooms reads it back."""
    columns = [
        Column(_("书房名称")),
        Column(_("镇街")),
        Column(_("类型")),
        Column(_("所在")),
        Column(_("开放时间")),
        Column(_("地址")),
        Column(_("经度"), "number"),
        Column(_("纬度"), "number"),
        Column(_("别名")),
    ]
    rows = (
        [
            site.name,
            site.town.name if site.town else "",
            site.get_kind_display(),
            site.setting,
            hours_text(site.hours.all()),
            site.address,
            site.longitude,
            site.latitude,
            "、".join(alias.name for alias in site.aliases.all()),
        ]
        for site in found
    )
    return Table(_("书房名录"), columns, rows)
