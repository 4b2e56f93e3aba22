"""Go on with a series beyond its last day, by the same rule."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.planning.dates_of_series import Repair, refuse_too_many, write_dates
from shufang.activities.actions.planning.draft import Draft, draft_of
from shufang.activities.choices import State
from shufang.activities.models import Activity, Series
from shufang.activities.queries.planning.dates import left_out, occurrences, year_later
from shufang.people.models import User
from shufang.shared.holding import hold
from shufang.shared.models import log


def extend_series(
    *, actor: User, series: Series, last: date, repairs: Mapping[date, Repair]
) -> list[Activity]:
    """A draft for each further date of the rule up to the new last day, like the series' latest
    date; days off are left out as before.

    Refused (ValidationError): a day that is not after the end, more than a year off, or no date
    left; (SeriesError) dates that can't be had and of which no repair says what to do.
    """
    with transaction.atomic():
        hold(series)
        days = further_days(series, last)
        draft = model_of(series)
        hold(draft.site)
        made = write_dates(
            actor=actor,
            series=series,
            draft=draft,
            days=days,
            off=off_days(series, days),
            repairs=repairs,
        )
        if not made:
            raise ValidationError({"until": _("到这一天为止没有能办的日期。")})
        before, series.last_day = series.last_day, last
        series.save(update_fields=["last_day", "skipped"])
        detail = {"last_day": [str(before), str(last)]}
        log(actor=actor, deed="activities.extend_series", subject=series, detail=detail)
    return made


def further_days(series: Series, last: date) -> list[date]:
    """The days of the rule after the series' end that are still to come."""
    if last <= series.last_day:
        raise ValidationError({"until": _("请选一个比现在的最后一天更晚的日子。")})
    today = timezone.localdate()
    if last > year_later(max(series.last_day, today)):
        raise ValidationError({"until": _("一次最多续一年，一年后的放假安排还不知道。")})
    after = max(series.last_day, today)
    days = refuse_too_many(occurrences(series.rule, series.first_day, last, after=after))
    stands = set(series.dates.values_list("day", flat=True))
    return [day for day in days if day not in stands]


def off_days(series: Series, days: list[date]) -> Mapping[date, str]:
    keep = series.days_off == "keep"
    return left_out(days, keep_days_off=keep, season=series.season)


def model_of(series: Series) -> Draft:
    """The latest date that was not called off, or the latest of all."""
    dates = series.dates.select_related("site", "zone", "category").order_by("-day", "-pk")
    latest = dates.exclude(state=State.CANCELLED).first() or dates[0]
    draft = draft_of(latest)
    things = [{**row, "ready": False} for row in draft.plan["materials"]]
    return replace(draft, plan={**draft.plan, "materials": things})
