"""Close a room, or the whole network, for some days."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.places.models import Closure, Site
from shufang.shared.holding import take_turns
from shufang.shared.models import log


def close_days(
    *, actor: Any, site: Site | None, first_day: date, last_day: date, notice: str
) -> Closure:
    """Write a closure with the notice that readers see; without a site it holds everywhere.

    Refused: an end before the start, no notice, days that are already closed by a closure of the
    same place.
    """
    if last_day < first_day:
        raise ValidationError({"last_day": _("结束日期不能早于开始日期。")})
    if not notice.strip():
        raise ValidationError({"notice": _("请写一句读者能看懂的公告。")})
    with transaction.atomic():
        take_turns("places.closures")
        same = Closure.objects.filter(site=site, first_day__lte=last_day, last_day__gte=first_day)
        if other := same.first():
            raise ValidationError(
                {
                    "first_day": _("%(first)s 至 %(last)s 已经登记闭馆：%(notice)s。")
                    % {"first": other.first_day, "last": other.last_day, "notice": other.notice}
                }
            )
        closure = Closure.objects.create(
            site=site, first_day=first_day, last_day=last_day, notice=notice.strip()
        )
        detail = {
            "first_day": ["", str(first_day)],
            "last_day": ["", str(last_day)],
            "notice": ["", closure.notice],
        }
        log(actor=actor, deed="places.close_days", subject=site or closure, detail=detail)
    return closure
