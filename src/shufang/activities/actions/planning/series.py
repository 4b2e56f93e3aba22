"""A series: many dates planned at once, and changed together."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.planning.change_plan import hold_both, write_change
from shufang.activities.actions.planning.draft import Draft, draft_of
from shufang.activities.actions.planning.plan_activity import write_date
from shufang.activities.actions.planning.refusals import SlotError, refuse_times
from shufang.activities.choices import AHEAD
from shufang.activities.models import Activity, Series, Template
from shufang.activities.queries.planning.dates import (
    MOST,
    Repeat,
    left_out,
    moved_rule,
    occurrences,
    year_later,
)
from shufang.activities.queries.planning.slots import day_text
from shufang.people.models import User
from shufang.people.policy import sites_of
from shufang.places.models import Zone
from shufang.shared.holding import hold
from shufang.shared.models import log
from shufang.shared.roles import Role

ONE, LATER, ALL = "one", "later", "all"
SCOPES = (ONE, LATER, ALL)


@dataclass(frozen=True)
class Repair:
    """What was decided about one date: leave it out, or hold it elsewhere or at another time."""

    skip: bool = False
    zone: Zone | None = None
    starts: time | None = None


class SeriesError(ValidationError):
    """Some dates can't be had; `refused` says which, with their ways out."""

    def __init__(self, refused: dict[date, SlotError]) -> None:
        super().__init__(
            [f"{day_text(day)}{_('：')}{each.text}" for day, each in refused.items()], code="dates"
        )
        self.refused = refused


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


def write_dates(
    *,
    actor: User,
    series: Series,
    draft: Draft,
    days: Iterable[date],
    off: Mapping[date, str],
    repairs: Mapping[date, Repair],
) -> list[Activity]:
    """A draft for each day but those left out, which the series (saved by the caller) remembers;
    the caller holds the site. Refused as a whole: SeriesError."""
    refused: dict[date, SlotError] = {}
    made: list[Activity] = []
    for day in days:
        repair = repairs.get(day, Repair())
        why = off.get(day) or (_("计划时去掉") if repair.skip else "")
        if why:
            series.skipped.append({"day": day.isoformat(), "why": why})
            continue
        own = repaired(draft, day, repair)
        try:
            made.append(write_date(actor=actor, draft=own, template=series.template, series=series))
        except SlotError as refusal:
            refused[day] = refusal
    if refused:
        raise SeriesError(refused)
    return made


def change_series(*, actor: User, activity: Activity, draft: Draft, scope: str) -> list[Activity]:
    """The change of one date for it alone, for it and the later ones, or for all; gives those that
    changed.

    Dates that were held, called off, have begun or have sign-ins stay as they are. A changed day
    moves the others by as many days. Refused as a whole: SeriesError where a date can't be had,
    ValidationError where one would fall on a day off that the series leaves out.
    """
    with transaction.atomic():
        hold_both(activity, draft.site)
        before = draft_of(activity)
        shift = draft.day - before.day
        dates = changeable(activity, scope, sites_of(actor, Role.OPERATOR, Role.SITE_STAFF))
        for each in dates:
            if each.pk != activity.pk:
                hold(each)
        _refuse_days_off(activity.series, [each.day + shift for each in dates], shift)
        together = frozenset(each.pk for each in dates)
        refused: dict[date, SlotError] = {}
        changed: list[Activity] = []
        for each in dates:
            own = _merged(draft_of(each), before, draft, each.day + shift)
            try:
                if write_change(actor=actor, activity=each, draft=own, moving_together=together):
                    changed.append(each)
            except SlotError as refusal:
                refused[own.day] = refusal
            except ValidationError as refusal:
                if each.pk == activity.pk:
                    raise
                raise _named(own.day, refusal) from refusal
        if refused:
            raise SeriesError(refused)
        if activity.series and scope != ONE:
            _keep_rule(activity.series, draft, shift)
    return changed


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


def for_each_date(
    activity: Activity,
    scope: str,
    may: Iterable[str],
    do: Callable[[Activity], None],
    *,
    sites: frozenset[int] | None = None,
) -> int:
    """Do something to the dates of the scope that are in one of these states and, where `sites`
    are named, at one of these rooms; gives how many.

    All or none: the first refusal takes everything back, named with its day.
    """
    states = set(may)
    done = 0
    with transaction.atomic():
        for each in changeable(activity, scope, sites):
            if each.state not in states:
                continue
            try:
                do(each)
            except ValidationError as refusal:
                if scope == ONE:
                    raise
                raise _named(each.day, refusal) from refusal
            done += 1
    return done


def _named(day: date, refusal: ValidationError) -> ValidationError:
    return ValidationError(f"{day_text(day)}{_('：')}{' '.join(refusal.messages)}")


def changeable(
    activity: Activity, scope: str, sites: frozenset[int] | None = None
) -> list[Activity]:
    """The dates that a change of this scope reaches, the earliest first. A date of the series may
    have moved to another room: whoever answers for some `sites` changes nothing elsewhere."""
    if scope == ONE or activity.series is None:
        return [activity]
    found = activity.series.dates.filter(
        state__in=AHEAD, check_ins=None, head_counts=None, starts_at__gt=timezone.now()
    )
    if sites is not None:
        found = found.filter(site__in=sites)
    if scope == LATER:
        found = found.filter(day__gte=activity.day)
    rest = found.exclude(pk=activity.pk).select_related("site", "zone", "category", "series")
    return sorted([activity, *rest], key=lambda each: (each.day, each.pk))


def repaired(draft: Draft, day: date, repair: Repair) -> Draft:
    """The draft for a day, with what was decided about it."""
    changes: dict[str, Any] = {"day": day}
    if repair.zone is not None:
        changes["zone"] = repair.zone
    if repair.starts is not None:
        length = draft.ends_at - draft.starts_at
        on_day = replace(draft, day=day, starts=repair.starts)
        changes |= {
            "starts": repair.starts,
            "ends": timezone.localtime(on_day.starts_at + length).time(),
        }
    if draft.beside is not None and draft.beside.day != day:
        changes["beside"] = None
    return replace(draft, **changes)


def days_of(repeat: Repeat) -> list[date]:
    """The days of the rule. Refused: an end before the beginning, or more than a year off."""
    if repeat.last < repeat.first:
        raise ValidationError({"until": _("最后一天不能早于第一天。")})
    if repeat.last > year_later(repeat.first):
        raise ValidationError({"until": _("一个系列最长一年，一年后的放假安排还不知道。")})
    return refuse_too_many(occurrences(repeat.rule, repeat.first, repeat.last))


def refuse_too_many(days: list[date]) -> list[date]:
    if len(days) > MOST:
        raise ValidationError(
            {
                "until": _("一个系列最多 %(most)s 场，请选近一点的最后一天，或者分成几个系列。")
                % {"most": MOST}
            }
        )
    return days


def _merged(own: Draft, before: Draft, after: Draft, day: date) -> Draft:
    """A sibling keeps what is its own and takes over what was changed."""
    changes: dict[str, Any] = {"day": day}
    for name in before.__dataclass_fields__:
        old, new = getattr(before, name), getattr(after, name)
        if name in ("plan", "rules"):
            differing = {key: value for key, value in new.items() if old.get(key) != value}
            changes[name] = {**getattr(own, name), **differing}
        elif name not in ("day", "starts", "ends") and old != new:
            changes[name] = new
    if after.site != before.site:
        changes["zone"] = after.zone  # a zone of its own is in the room it leaves
    starts, ends = _times_merged(own, before, after)
    return replace(own, **changes, starts=starts, ends=ends)


def _times_merged(own: Draft, before: Draft, after: Draft) -> tuple[time, time]:
    """Another beginning is everybody's; a date at a time of its own is only longer or shorter."""
    if after.starts != before.starts:
        return after.starts, after.ends
    if (own.starts, own.ends) == (before.starts, before.ends):
        return own.starts, after.ends
    ends = own.ends_at + (after.ends_at - before.ends_at)
    return own.starts, timezone.localtime(ends).time()


def _keep_rule(series: Series, draft: Draft, shift: timedelta) -> None:
    """By which the series is continued once it has come to its end."""
    series.starts, series.ends = draft.starts, draft.ends
    if shift:
        series.rule = moved_rule(series.rule, shift, draft.day)
        series.first_day += shift
    series.save(update_fields=["starts", "ends", "rule", "first_day"])


def _refuse_days_off(series: Series | None, days: list[date], shift: timedelta) -> None:
    if series is None or series.days_off != "skip" or not shift or len(days) == 1:
        return
    off = left_out(days)
    hit = [day_text(day) for day in days if day in off]
    if hit:
        raise ValidationError(
            _("这样改会落在放假或调休的日子：%(days)s。可以只改这一场，或者换一天。")
            % {"days": _("、").join(hit)}
        )
