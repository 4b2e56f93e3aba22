"""Plan a series: many dates at once."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.activities.actions.planning.dates_of_series import Repair, days_of, write_dates
from shufang.activities.actions.planning.draft import Draft
from shufang.activities.actions.planning.refusals import refuse_times
from shufang.activities.models import Series, Template
from shufang.activities.queries.planning.dates import Repeat, left_out
from shufang.people.models import User
from shufang.shared.holding import hold
from shufang.shared.models import log


def plan_series(
    *,
    actor: User,
    draft: Draft,
    repeat: Repeat,
    repairs: dict[date, Repair],
    template: Template | None = None,
) -> Series:
    """A draft for each date of the rule; days off and dates a person left out are kept in
    `Series.skipped` and can be added again.

    Refused as a whole (SeriesError) when a date meets another activity, a closed day or closing
    time, unless a repair says what to do with it; and (ValidationError) without any date.
    """
    refuse_times(draft)
    days = days_of(repeat)
    off = left_out(days, keep_days_off=repeat.keep_days_off, season=repeat.season)
    with transaction.atomic():
        hold(draft.site)
        series = Series.objects.create(
            rule=repeat.rule,
            first_day=repeat.first,
            last_day=repeat.last,
            starts=draft.starts,
            ends=draft.ends,
            days_off="keep" if repeat.keep_days_off else "skip",
            season=repeat.season,
            template=template,
        )
        write_dates(actor=actor, series=series, draft=draft, days=days, off=off, repairs=repairs)
        if not series.dates.exists():
            raise ValidationError(_("这个系列一场也没有：所有日期都被去掉了。"))
        series.save()
        log(actor=actor, deed="activities.plan_series", subject=series)
    return series
