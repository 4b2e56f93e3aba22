"""Series: look at the dates before they are planned, see them later, add one again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from shufang.activities.actions.planning.draft import Draft
from shufang.activities.actions.planning.extend_series import (
    extend_series,
    further_days,
    model_of,
    off_days,
)
from shufang.activities.actions.planning.refusals import SlotError, refuse_times, slot_of
from shufang.activities.actions.planning.series import (
    Repair,
    SeriesError,
    add_date,
    days_of,
    plan_series,
    repaired,
)
from shufang.activities.choices import AHEAD
from shufang.activities.forms.planning.plan import PlanForm
from shufang.activities.models import Template
from shufang.activities.policy import may_change_activities_at
from shufang.activities.queries.planning.access import series_for, series_to_change
from shufang.activities.queries.planning.dates import in_words, left_out, unknown_year
from shufang.activities.queries.planning.earlier import lessons
from shufang.activities.queries.planning.slots import Clash, Slot, choices, clash
from shufang.people.models import User
from shufang.people.queries.account import account
from shufang.places.models import Site, Zone
from shufang.shared.audience import audience, staff
from shufang.shared.roles import Role

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


def preview(
    request: HttpRequest, user: User, form: PlanForm, template: Template | None
) -> HttpResponse:
    """The dates with what is in the way of each; confirmed, they are planned."""
    repeat = form.repeat()
    assert repeat is not None
    repairs = {
        day: _repair(request.POST.get(f"repair-{day.isoformat()}", ""), form.cleaned_data["site"])
        for day in _days_sent(request.POST)
    }
    lines: list[Line] = []
    try:
        refuse_times(form.draft())
        if request.POST.get("confirmed"):
            series = plan_series(
                actor=user, draft=form.draft(), repeat=repeat, repairs=repairs, template=template
            )
            n = series.dates.count()
            text = ngettext(
                "系列已建好，共 %(n)s 场草稿。可以一起提交审批。",
                "系列已建好，共 %(n)s 场草稿。可以一起提交审批。",
                n,
            )
            messages.success(request, text % {"n": n})
            return redirect("planning:series", series.pk)
        lines = _lines_of_form(request, form, repairs)
    except SeriesError:
        lines = _lines_of_form(request, form, repairs)
    except ValidationError as refusal:
        form.add_error(None, refusal)
    context = {
        "form": form,
        **_counted(lines),
        "hidden": _hidden(request.POST),
        "draft": form.draft(),
        "unknown_year": unknown_year(repeat.last),
    }
    return render(request, "activities/planning/dates.html", context)


@staff
@require_safe
def series_page(request: HttpRequest, pk: int) -> HttpResponse:
    user = account(request)
    series = series_for(user, pk)
    dates = list(
        series.dates.select_related("site", "zone", "category").order_by("day", "starts_at")
    )
    first = dates[0]
    today = timezone.localdate()
    ahead = next((d for d in dates if d.state in AHEAD and d.day >= today), None)
    off = off_days(series, [each.day for each in dates if each.state in AHEAD])
    context = {
        "series": series,
        "dates": [(each, off.get(each.day, "")) for each in dates],
        "first": first,
        "next_date": ahead,
        "skipped": [
            {**row, "day": parse_date(row["day"])}
            for row in sorted(series.skipped, key=lambda row: str(row["day"]))
        ],
        "today": today,
        "rule": in_words(series.rule),
        "until": UntilForm(auto_id="extend_%s"),
        "lessons": lessons(like=dates[-1]),
        "may_change": may_change_activities_at(user, first.site),
    }
    return render(request, "activities/planning/series.html", context)


class UntilForm(forms.Form):
    """How far a series goes on."""

    until = forms.DateField(
        label=gettext_lazy("最后一天"), widget=forms.DateInput(attrs={"type": "date"})
    )


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def series_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Further dates by the same rule: looked at first, then, confirmed, planned."""
    user = account(request)
    series = series_to_change(user, pk)
    form = UntilForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填系列的最后一天。"))
        return redirect("planning:series", pk)
    last, draft = form.cleaned_data["until"], model_of(series)
    repairs = {
        day: _repair(request.POST.get(f"repair-{day.isoformat()}", ""), draft.site)
        for day in _days_sent(request.POST)
    }
    try:
        if request.POST.get("confirmed"):
            made = extend_series(actor=user, series=series, last=last, repairs=repairs)
            n = len(made)
            text = ngettext(
                "系列已续到 %(day)s，新增 %(n)s 场草稿。",
                "系列已续到 %(day)s，新增 %(n)s 场草稿。",
                n,
            )
            messages.success(request, text % {"n": n, "day": last.isoformat()})
            return redirect("planning:series", pk)
        days = further_days(series, last)
    except SeriesError:
        days = further_days(series, last)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("planning:series", pk)
    lines = _lines(request, draft, days, off_days(series, days), repairs)
    context = {
        "series": series,
        "form": form,
        **_counted(lines),
        "hidden": _hidden(request.POST),
        "draft": draft,
        "unknown_year": unknown_year(last),
    }
    return render(request, "activities/planning/dates.html", context)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def series_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold a date that was left out after all."""
    user = account(request)
    series = series_to_change(user, pk)
    day = _day(request.POST.get("day", ""))
    try:
        if day is None:
            raise ValidationError(_("请选一个日期。"))
        activity = add_date(actor=user, series=series, day=day)
    except SlotError as refusal:
        ways = _("；").join(choice.text for choice in refusal.choices)
        messages.error(request, refusal.text)
        if ways:
            messages.info(request, _("可以另外策划一场：%(ways)s。") % {"ways": ways})
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("这一天已补上，是一份草稿。"))
        return redirect("planning:plan", activity.pk)
    return redirect("planning:series", pk)


def _lines_of_form(request: HttpRequest, form: PlanForm, repairs: dict[date, Repair]) -> list[Line]:
    repeat = form.repeat()
    assert repeat is not None
    days = days_of(repeat)
    off = left_out(days, keep_days_off=repeat.keep_days_off, season=repeat.season)
    return _lines(request, form.draft(), days, off, repairs)


def _lines(
    request: HttpRequest,
    draft: Draft,
    days: list[date],
    off: Mapping[date, str],
    repairs: dict[date, Repair],
) -> list[Line]:
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


def _counted(lines: list[Line]) -> dict[str, Any]:
    return {
        "lines": lines,
        "planned": sum(not (line.why or line.clash) for line in lines),
        "open": sum(line.clash is not None for line in lines),
        "left_out": sum(bool(line.why) for line in lines),
    }


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
    if kind == "zone" and value.isdecimal():
        return Repair(zone=Zone.objects.filter(site=site, pk=int(value[:18])).first())
    if kind == "time":
        try:
            return Repair(starts=parse_time(value))
        except ValueError:
            return Repair()
    return Repair()


def _days_sent(posted: QueryDict) -> list[date]:
    names = (name.removeprefix("repair-") for name in posted if name.startswith("repair-"))
    return [day for day in map(_day, names) if day is not None]


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _hidden(posted: QueryDict) -> list[tuple[str, Any]]:
    """Everything the plan form sent, to be sent along with the choices."""
    return [
        (name, value)
        for name, values in posted.lists()
        if name not in SENT_BY_BUTTONS and not name.startswith("repair-")
        for value in values
    ]
