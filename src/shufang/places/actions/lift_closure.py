"""Take a closure back, or end it early."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.places.models import Closure
from shufang.shared.models import log


def lift_closure(*, actor: Any, closure: Closure, today: date | None = None) -> None:
    """Open again from today: a closure to come disappears, one under way ends yesterday.

    Refused: a closure that is over, for those days were closed.
    """
    today = today or timezone.localdate()
    if closure.last_day < today:
        raise ValidationError(_("这次闭馆已经结束，记录保留不改。"))
    before = f"{closure.first_day} – {closure.last_day}"
    with transaction.atomic():
        if closure.first_day >= today:
            after = ""
            log_on = closure.site or closure
            log(
                actor=actor,
                deed="places.lift_closure",
                subject=log_on,
                detail={"days": [before, after], "notice": [closure.notice, ""]},
            )
            closure.delete()
            return
        closure.last_day = today - timedelta(days=1)
        closure.save(update_fields=["last_day"])
        after = f"{closure.first_day} – {closure.last_day}"
        log(
            actor=actor,
            deed="places.lift_closure",
            subject=closure.site or closure,
            detail={"days": [before, after]},
        )
