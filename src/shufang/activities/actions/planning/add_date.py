"""Hold a date of a series that was left out."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.activities.actions.planning.dates_of_series import Repair, repaired
from shufang.activities.actions.planning.draft import draft_of
from shufang.activities.actions.planning.plan_activity import write_date
from shufang.activities.actions.planning.refusals import refuse_times
from shufang.activities.models import Activity, Series
from shufang.people.models import User
from shufang.shared.holding import hold


def add_date(*, actor: User, series: Series, day: date, repair: Repair | None = None) -> Activity:
    """Hold a date that was left out after all, like the date nearest to it.

    Refused: SlotError where the place can't be had, ValidationError for a day that is not among
    those left out. A day off may be added: that is a person's decision.
    """
    with transaction.atomic():
        hold(series)
        left = [row for row in series.skipped if row["day"] != day.isoformat()]
        if len(left) == len(series.skipped):
            raise ValidationError(_("这一天不在去掉的日期里，请刷新页面再看。"))
        nearest = min(series.dates.all(), key=lambda each: (abs(each.day - day), each.pk))
        hold(nearest.site)
        draft = repaired(draft_of(nearest), day, repair or Repair())
        refuse_times(draft)
        activity = write_date(actor=actor, draft=draft, template=series.template, series=series)
        series.skipped = left
        series.save(update_fields=["skipped"])
    return activity
