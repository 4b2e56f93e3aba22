"""Take a closure back, or end it early."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.places.models import Closure
from shufang.shared.holding import hold
from shufang.shared.models import log


def lift_closure(*, actor: Any, closure: Closure, today: date | None = None) -> None:
    """Open again from today: a closure to come disappears, one under way ends yesterday.

    Refused: a closure that is over, for those days were closed.
    """
    today = today or timezone.localdate()
    with transaction.atomic():
        hold(closure)
        if closure.last_day < today:
            raise ValidationError(_("这次闭馆已经结束，记录保留不改。"))
        to_come = closure.first_day >= today
        yesterday = today - timedelta(days=1)
        detail = {"last_day": [str(closure.last_day), "" if to_come else str(yesterday)]}
        if to_come:
            detail["first_day"] = [str(closure.first_day), ""]
            detail["notice"] = [closure.notice, ""]
        log(
            actor=actor,
            deed="places.lift_closure",
            subject=closure.site or closure,
            detail=detail,
        )
        if to_come:
            closure.delete()
        else:
            closure.last_day = yesterday
            closure.save(update_fields=["last_day"])
