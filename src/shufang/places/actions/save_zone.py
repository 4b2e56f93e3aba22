"""Add or change a part of a room."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.places.models import Site, Zone
from shufang.shared.holding import hold
from shufang.shared.models import log


def save_zone(
    *,
    actor: Any,
    site: Site,
    zone: Zone | None,
    name: str,
    capacity: int | None,
    facilities: str,
) -> Zone:
    """Write a zone of the room; a second zone of the same name is refused."""
    zone = zone or Zone(site=site)
    with transaction.atomic():
        hold(site)
        if zone.pk:
            hold(zone)
        if site.zones.exclude(pk=zone.pk).filter(name=name).exists():
            raise ValidationError({"name": _("这间书房已经有“%(name)s”。") % {"name": name}})
        before = in_words(zone) if zone.pk else ""
        zone.name, zone.capacity, zone.facilities = name, capacity, facilities
        if in_words(zone) == before:
            return zone
        zone.save()
        detail = {"zone": [before, in_words(zone)]}
        log(actor=actor, deed="places.save_zone", subject=site, detail=detail)
    return zone


def in_words(zone: Zone) -> str:
    """A zone as the log of its room writes it: 故事角 · 30 · 投影."""
    parts = [zone.name, str(zone.capacity or ""), zone.facilities]
    return " · ".join(part for part in parts if part)
