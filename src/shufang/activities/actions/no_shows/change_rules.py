"""The network's rules for those who don't come."""

from typing import Any

from django.db import transaction

from shufang.activities.queries.no_shows import network_rules
from shufang.shared.changes import change, differences
from shufang.shared.holding import take_turns
from shufang.shared.models import log


def change_rules(*, actor: Any, **wanted: int) -> bool:
    """Set them; pages where people register print the new ones at once. Strikes given before keep
    their end. False where nothing changes."""
    with transaction.atomic():
        take_turns("activities.attendance_rules")
        rules = network_rules()
        changes = differences(rules, wanted)
        if not changes:
            return False
        change(rules, wanted)
        rules.save()
        log(
            actor=actor,
            deed="activities.change_attendance_rules",
            subject=rules,
            detail=changes,
        )
    return True
