"""Change dates of a series together."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.planning.change_plan import hold_with_sites, write_change
from shufang.activities.actions.planning.dates_of_series import SeriesError
from shufang.activities.actions.planning.draft import Draft, draft_of
from shufang.activities.actions.planning.refusals import SlotError, named
from shufang.activities.actions.planning.scopes import ONE, changeable
from shufang.activities.models import Activity, Series
from shufang.activities.queries.planning.dates import left_out, moved_rule
from shufang.activities.queries.planning.slots import day_text
from shufang.people.models import User
from shufang.people.policy import sites_of
from shufang.places.models import Site
from shufang.shared.holding import hold
from shufang.shared.roles import Role


def change_series(
    *,
    actor: User,
    activity: Activity,
    draft: Draft,
    scope: str,
    leaving: Collection[int] = (),
) -> list[Activity]:
    """The change of one date for it alone, for it and the later ones, or for all but those that a
    person leaves as they are; gives those that changed.

    Dates that were held, called off, have begun or have sign-ins stay as they are. A changed day
    moves the others by as many days. Refused as a whole: SeriesError where a date can't be had,
    ValidationError where one would fall on a day off that the series leaves out.
    """
    with transaction.atomic():
        dates = _held(actor, activity, draft.site, scope, leaving)
        before = draft_of(activity)
        shift = draft.day - before.day
        _refuse_days_off(activity.series, [each.day + shift for each in dates], shift)
        wanted = {
            each.pk: _merged(draft_of(each), before, draft, each.day + shift) for each in dates
        }
        changed = _write(actor, activity, dates, wanted)
        if activity.series and scope != ONE:
            _keep_rule(activity.series, draft, shift)
    return changed


def _held(
    actor: User, activity: Activity, site: Site, scope: str, leaving: Collection[int]
) -> list[Activity]:
    """The dates of the scope with nobody else writing them: first their series, as whoever extends
    it does, then the rooms where they are, then the dates."""
    mine = sites_of(actor, Role.OPERATOR, Role.SITE_STAFF)
    if activity.series:
        hold(activity.series)
    rooms = {each.site for each in changeable(activity, scope, mine)}
    hold_with_sites(activity, site, *rooms)
    dates = [each for each in changeable(activity, scope, mine) if each.pk not in leaving]
    for each in dates:
        if each.pk != activity.pk:
            hold(each)
    return dates


def _write(
    actor: User, activity: Activity, dates: list[Activity], wanted: Mapping[int, Draft]
) -> list[Activity]:
    """Every date as it is wanted, all or none; gives those that differ."""
    together = frozenset(wanted)
    refused: dict[date, SlotError] = {}
    unmoved: list[Activity] = []
    changed: list[Activity] = []
    for each in dates:
        own = wanted[each.pk]
        try:
            if write_change(actor=actor, activity=each, draft=own, moving_together=together):
                changed.append(each)
        except SlotError as refusal:
            refused[own.day] = refusal
            unmoved.append(each)
        except ValidationError as refusal:
            if each.pk == activity.pk:
                raise
            raise named(own.day, refusal) from refusal
    if refused:
        raise SeriesError(refused, unmoved)
    return changed


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
        series.last_day += shift
    series.save(update_fields=["starts", "ends", "rule", "first_day", "last_day"])


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
