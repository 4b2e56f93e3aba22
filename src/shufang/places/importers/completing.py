"""Rooms that were there before their list: what they lack is filled in, and taken back by undo.

A ledger may bring rooms of which only the name is known. A list that comes later fills their
blanks; where it contradicts what stands there, it is shown as a duplicate and changes nothing.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from shufang.intake.models import ImportRun
from shufang.intake.saying import Both
from shufang.intake.undoing import CHANGED
from shufang.places.choices import SiteKind
from shufang.places.models import Completion, Hours, Site
from shufang.shared.models import log

FIELDS = ("setting", "town", "address", "longitude", "latitude")
Spans = Sequence[Hours]


class Completing:
    """What one import fills in, room by room."""

    def __init__(self) -> None:
        self.planned: dict[int, tuple[Site, dict[str, Any], Spans]] = {}

    def plan(self, known: Site, listed: Site, spans: Spans) -> bool:
        """Whether the list fills something in; each room once in an import."""
        if known.pk is None or known.pk in self.planned:
            return False
        pairs = [(field, getattr(known, field), getattr(listed, field)) for field in FIELDS]
        if any(stands not in _EMPTY and told not in (*_EMPTY, stands) for _, stands, told in pairs):
            return False
        values = {f: told for f, stands, told in pairs if stands in _EMPTY and told not in _EMPTY}
        if "setting" in values and known.kind == SiteKind.ROOM and listed.kind != known.kind:
            values["kind"] = listed.kind
        new = () if known.pk in self._with_hours else spans
        if values or new:
            self.planned[known.pk] = (known, values, new)
        return bool(values or new)

    @cached_property
    def _with_hours(self) -> set[int]:
        return set(Hours.objects.values_list("site_id", flat=True))

    def insert(self, run: ImportRun) -> None:
        """Fill in what was planned, and remember it for undo; towns have their keys by now."""
        for site, values, spans in self.planned.values():
            for field, value in values.items():
                setattr(site, field, value)
            if values:
                site.save(update_fields=list(values))
            Hours.objects.bulk_create(
                Hours(site=site, weekday=s.weekday, opens=s.opens, closes=s.closes) for s in spans
            )
            kept = {field: _kept(site, field) for field in values}
            if spans:
                kept["hours"] = _hours_of(site)
            Completion.objects.create(site=site, import_run=run, values=kept)
            detail = {field: [None, value] for field, value in kept.items() if field != "hours"}
            log(actor=run.actor, deed="places.complete_site", subject=site, detail=detail)


def changed_since(run: ImportRun) -> list[Both]:
    """Rooms whose filled-in facts are no longer what the import wrote."""
    return [
        CHANGED.put(name=done.site)
        for done in _done(run)
        if any(_now(done.site, field) != value for field, value in done.values.items())
    ]


def towns_given(run: ImportRun) -> set[int]:
    """The towns that the import gave to rooms which were there before."""
    return {done.values["town"] for done in _done(run) if "town" in done.values}


def take_back(run: ImportRun) -> None:
    """The rooms are as blank as before."""
    for done in _done(run):
        values = {field: _BLANK[field] for field in done.values if field != "hours"}
        Site.objects.filter(pk=done.site_id).update(**values)
        if "hours" in done.values:
            done.site.hours.all().delete()
    Completion.objects.filter(import_run=run).delete()


_EMPTY = ("", None)
_BLANK: dict[str, Any] = {
    "setting": "",
    "address": "",
    "town": None,
    "longitude": None,
    "latitude": None,
    "kind": SiteKind.ROOM,
}


def _done(run: ImportRun) -> Iterable[Completion]:
    return Completion.objects.filter(import_run=run).select_related("site")


def _kept(site: Site, field: str) -> Any:
    return site.town_id if field == "town" else getattr(site, field)


def _now(site: Site, field: str) -> Any:
    return _hours_of(site) if field == "hours" else _kept(site, field)


def _hours_of(site: Site) -> list[list[Any]]:
    rows = site.hours.order_by("weekday", "opens").values_list("weekday", "opens", "closes")
    return [[weekday, opens.isoformat(), closes.isoformat()] for weekday, opens, closes in rows]
