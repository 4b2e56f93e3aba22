"""The network's rules for those who don't come."""

from typing import Any

from django.db import transaction

from shufang.activities.models import AttendanceRules
from shufang.shared.holding import take_turns
from shufang.shared.models import log

FIELDS = ("strikes", "within_days", "pause_days", "strike_days", "appeal_days")


def change_rules(*, actor: Any, **values: int) -> bool:
    """Set them; pages where people register print the new ones at once. Strikes given before keep
    their end. False where nothing changes."""
    with transaction.atomic():
        take_turns("activities.attendance_rules")
        rules = AttendanceRules.objects.order_by("pk").first() or AttendanceRules()
        before = {name: getattr(rules, name) for name in FIELDS}
        changed = {name: values[name] for name in FIELDS if values[name] != before[name]}
        if not changed:
            return False
        for name, value in changed.items():
            setattr(rules, name, value)
        rules.save()
        log(
            actor=actor,
            deed="activities.change_attendance_rules",
            subject=rules,
            detail={name: [before[name], value] for name, value in changed.items()},
        )
    return True
