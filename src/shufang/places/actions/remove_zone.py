"""Remove a part of a room."""

from typing import Any

from django.db import transaction

from shufang.places.actions.save_zone import in_words
from shufang.places.models import Zone
from shufang.shared.holding import hold
from shufang.shared.models import log


def remove_zone(*, actor: Any, zone: Zone) -> None:
    """Delete the zone; the log of its room remembers it."""
    with transaction.atomic():
        hold(zone)
        log(
            actor=actor,
            deed="places.remove_zone",
            subject=zone.site,
            detail={"zone": [in_words(zone), ""]},
        )
        zone.delete()
