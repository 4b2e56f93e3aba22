"""The dates of a series, to look at before they are planned: what is in the way of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time
from django.utils.translation import gettext as _

from shufang.activities.actions.planning.dates_of_series import Repair, repaired
from shufang.activities.actions.planning.draft import Draft
from shufang.activities.actions.planning.refusals import slot_of
from shufang.activities.queries.planning.dates import unknown_year
from shufang.activities.queries.planning.slots import Clash, Slot, choices, clash
from shufang.places.models import Site
from shufang.places.queries.access import zone_at

SENT_BY_BUTTONS = {"csrfmiddlewaretoken", "confirmed", "take", "add_row"}


@dataclass(frozen=True)
class Line:
    """One date of the list to look at: planned, left out, or in somebody's way."""

    day: date
    why: str  # it is left out because
    clash: Clash | None
    options: list[tuple[str, str]]
    chosen: str

    @property
    def field(self) -> str:
        return f"repair-{self.day.isoformat()}"


def dates_page(
    request: HttpRequest,
    *,
    form: forms.Form,
    draft: Draft,
    lines: list[Line],
    last: date,
    **more: Any,
) -> HttpResponse:
    """The list, with everything that was sent so far to be sent along with the choices."""
    context = {
        "form": form,
        "draft": draft,
        "lines": lines,
        "planned": sum(not (line.why or line.clash) for line in lines),
        "open": sum(line.clash is not None for line in lines),
        "left_out": sum(bool(line.why) for line in lines),
        "hidden": _hidden(request.POST),
        "unknown_year": unknown_year(last),
        **more,
    }
    return render(request, "activities/planning/dates.html", context)


def repairs_sent(posted: QueryDict, site: Site) -> dict[date, Repair]:
    """How somebody settled what was in the way, by day."""
    days = {
        day: text
        for name, text in posted.items()
        if name.startswith("repair-") and (day := a_day(name.removeprefix("repair-")))
    }
    return {day: _repair(str(text), site) for day, text in days.items()}


def lines_of(
    request: HttpRequest,
    draft: Draft,
    days: list[date],
    off: Mapping[date, str],
    repairs: dict[date, Repair],
) -> list[Line]:
    """What becomes of each day, and the ways out where another activity is there."""
    found = []
    for day in days:
        chosen = request.POST.get(f"repair-{day.isoformat()}", "")
        why = off.get(day, "")
        slot = slot_of(repaired(draft, day, Repair()))
        now = slot_of(repaired(draft, day, repairs.get(day, Repair())))
        planned_clash = None if why else clash(slot)
        left = None if why or chosen == "skip" else clash(now)
        options = [] if why else _options(slot, planned_clash)
        if chosen == "skip":
            why = _("计划时去掉")
        found.append(Line(day, why, left, options, chosen))
    return found


def _options(slot: Slot, found: Clash | None) -> list[tuple[str, str]]:
    options = [("", _("照计划办"))] if found is None else [("", _("请选"))]
    if found is not None:
        for choice in choices(slot):
            if choice.kind == "zone" and choice.slot.zone:
                options.append((f"zone:{choice.slot.zone.pk}", choice.text))
            elif choice.kind == "time":
                at = timezone.localtime(choice.slot.starts)
                options.append((f"time:{at:%H:%M}", choice.text))
    return [*options, ("skip", _("去掉这一天"))]


def _repair(text: str, site: Site) -> Repair:
    kind, _colon, value = text.partition(":")
    if kind == "skip":
        return Repair(skip=True)
    if kind == "zone":
        return Repair(zone=zone_at(site, value))
    if kind == "time":
        try:
            return Repair(starts=parse_time(value))
        except ValueError:
            return Repair()
    return Repair()


def a_day(text: str) -> date | None:
    """A day as pages send it; none for anything else."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def _hidden(posted: QueryDict) -> list[tuple[str, Any]]:
    return [
        (name, value)
        for name, values in posted.lists()
        if name not in SENT_BY_BUTTONS and not name.startswith("repair-")
        for value in values
    ]
