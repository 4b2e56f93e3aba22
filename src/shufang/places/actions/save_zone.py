"""Add or change a part of a room."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.places.actions.changes import differences
from shufang.places.models import Site, Zone
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
    if site.zones.exclude(pk=zone.pk).filter(name=name).exists():
        raise ValidationError({"name": _("这间书房已经有“%(name)s”。") % {"name": name}})
    wanted = {"name": name, "capacity": capacity, "facilities": facilities}
    changes = differences(zone, wanted)
    if not changes:
        return zone
    with transaction.atomic():
        for field, value in wanted.items():
            setattr(zone, field, value)
        zone.save()
        log(actor=actor, deed="places.save_zone", subject=site, detail=changes)
    return zone
