"""The dates of a series as they are written: by rule, with what was decided about each."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.planning.draft import Draft
from shufang.activities.actions.planning.plan_activity import write_date
from shufang.activities.actions.planning.refusals import SlotError, with_its_day
from shufang.activities.models import Activity, Series
from shufang.activities.queries.planning.dates import MOST, Repeat, occurrences, year_later
from shufang.people.models import User
from shufang.places.models import Zone


@dataclass(frozen=True)
class Repair:
    """What was decided about one date: leave it out, or hold it elsewhere or at another time."""

    skip: bool = False
    zone: Zone | None = None
    starts: time | None = None


class SeriesError(ValidationError):
    """Some dates can't be had; `refused` says which, with their ways out, and `dates` which of
    those that stand would have to stay as they are."""

    def __init__(self, refused: dict[date, SlotError], dates: Collection[Activity] = ()) -> None:
        super().__init__(
            [with_its_day(day, each.text) for day, each in refused.items()], code="dates"
        )
        self.refused, self.dates = refused, dates


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
        if day in off or repair.skip:
            series.skipped.append({"day": day.isoformat(), "why": off.get(day, "")})
            continue
        own = repaired(draft, day, repair)
        try:
            made.append(write_date(actor=actor, draft=own, template=series.template, series=series))
        except SlotError as refusal:
            refused[day] = refusal
    if refused:
        raise SeriesError(refused)
    return made


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
