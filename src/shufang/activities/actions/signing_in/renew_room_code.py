"""The room's own code has spread: a new one, and the old leads nowhere."""

from django.db import transaction
from django.utils import timezone

from shufang.activities.models import RoomCode
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.holding import hold
from shufang.shared.models import log
from shufang.shared.reasons import refuse_without


def renew_room_code(*, site: Site, actor: User, reason: str) -> RoomCode:
    """From this moment only a newly printed sheet opens anything. Refused: no reason."""
    reason = refuse_without(reason)
    with transaction.atomic():
        row, _made = RoomCode.objects.get_or_create(site=site)
        hold(row)
        row.number, row.renewed_at = row.number + 1, timezone.now()
        row.save(update_fields=["number", "renewed_at"])
        log(
            actor=actor,
            deed="activities.renew_room_code",
            subject=site,
            reason=reason,
            detail={"number": [row.number - 1, row.number]},
        )
    return row
