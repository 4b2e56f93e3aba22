"""Public holidays and the weekend days worked instead."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.activities.models import DayOff
from shufang.people.models import User
from shufang.shared.changes import save_changes
from shufang.shared.holding import hold, take_turns
from shufang.shared.models import log


def save_day_off(*, actor: User, row: DayOff | None, day: date, name: str, works: bool) -> DayOff:
    """Add or change one day; activities that stand keep their dates. Refused: a day that is there
    already."""
    row = row or DayOff()
    with transaction.atomic():
        take_turns("activities.days_off")
        if row.pk:
            hold(row)
        if DayOff.objects.exclude(pk=row.pk).filter(day=day).exists():
            raise ValidationError({"day": _("这一天已经在表里，请改那一行。")})
        wanted = {"day": day, "name": name, "works": works}
        if changes := save_changes(row, wanted):
            log(actor=actor, deed="activities.save_day_off", subject=row, detail=changes)
    return row


def remove_day_off(*, actor: User, row: DayOff) -> None:
    """An ordinary day again."""
    with transaction.atomic():
        hold(row)
        log(actor=actor, deed="activities.remove_day_off", subject=row)
        row.delete()
