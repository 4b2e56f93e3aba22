"""Set a room's weekly opening hours."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from django.db import transaction
from django.utils import timezone

from shufang.places.models import Hours, Site
from shufang.places.queries.opening import hours_text
from shufang.shared.holding import hold
from shufang.shared.models import log


def set_hours(*, actor: Any, site: Site, hours: Mapping[int, Sequence[tuple[time, time]]]) -> bool:
    """Replace the week (weekday 0-6 -> spans); gives whether anything changed.

    The log keeps both weeks in words. A week without any span means that the hours are not known.
    """
    wanted = [
        Hours(site=site, weekday=weekday, opens=opens, closes=closes)
        for weekday, spans in sorted(hours.items())
        for opens, closes in spans
    ]
    with transaction.atomic():
        hold(site)
        before = list(site.hours.all())
        if {(h.weekday, h.opens, h.closes) for h in before} == {
            (h.weekday, h.opens, h.closes) for h in wanted
        }:
            return False
        site.hours.all().delete()
        Hours.objects.bulk_create(wanted)
        site.changed_at = timezone.now()
        site.save(update_fields=["changed_at"])
        detail = {"hours": [hours_text(before), hours_text(wanted)]}
        log(actor=actor, deed="places.set_hours", subject=site, detail=detail)
    return True
