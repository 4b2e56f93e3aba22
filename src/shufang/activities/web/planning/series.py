"""Series: look at the dates before they are planned, see them later, add one again."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from shufang.activities.actions.planning.add_date import add_date
from shufang.activities.actions.planning.dates_of_series import Repair, SeriesError, days_of
from shufang.activities.actions.planning.extend_series import (
    extend_series,
    further_days,
    model_of,
    off_days,
)
from shufang.activities.actions.planning.plan_series import plan_series
from shufang.activities.actions.planning.refusals import SlotError, refuse_times
from shufang.activities.choices import AHEAD
from shufang.activities.forms.planning.plan import PlanForm
from shufang.activities.forms.planning.repeating import UntilForm
from shufang.activities.models import Series, Template
from shufang.activities.policy import may_change_activities_at
from shufang.activities.queries.planning.access import series_for, series_to_change
from shufang.activities.queries.planning.dates import in_words, left_out
from shufang.activities.queries.planning.earlier import lessons
from shufang.activities.web.planning.dates import Line, a_day, dates_page, lines_of, repairs_sent
from shufang.people.models import User
from shufang.people.queries.account import account
from shufang.shared.audience import audience, staff
from shufang.shared.roles import Role


def preview(
    request: HttpRequest, user: User, form: PlanForm, template: Template | None
) -> HttpResponse:
    """The dates with what is in the way of each; confirmed, they are planned."""
    repeat = form.repeat()
    assert repeat is not None
    repairs = repairs_sent(request.POST, form.cleaned_data["site"])
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
    return dates_page(request, form=form, draft=form.draft(), lines=lines, last=repeat.last)


@staff
@require_safe
def series_page(request: HttpRequest, pk: int) -> HttpResponse:
    user = account(request)
    series = series_for(user, pk)
    dates = list(
        series.dates.select_related("site", "zone", "category").order_by("day", "starts_at")
    )
    today = timezone.localdate()
    ahead = next((d for d in dates if d.state in AHEAD and d.day >= today), None)
    shown = ahead or dates[-1]  # what it is by now
    off = off_days(series, [each.day for each in dates if each.state in AHEAD])
    context = {
        "series": series,
        "dates": [(each, off.get(each.day, "")) for each in dates],
        "shown": shown,
        "next_date": ahead,
        "skipped": _left_out(series),
        "today": today,
        "rule": in_words(series.rule),
        "until": UntilForm(auto_id="extend_%s"),
        "lessons": lessons(like=dates[-1]),
        "may_change": may_change_activities_at(user, shown.site),
    }
    return render(request, "activities/planning/series.html", context)


def _left_out(series: Series) -> list[tuple[date, str]]:
    """The days that may be added, each with the reason in the language of the page, as far as the
    table of holidays still knows it."""
    days = {date.fromisoformat(row["day"]): row["why"] for row in series.skipped}
    off = off_days(series, list(days))
    return [(day, off.get(day) or days[day] or _("计划时去掉")) for day in sorted(days)]


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
    repairs = repairs_sent(request.POST, draft.site)
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
    lines = lines_of(request, draft, days, off_days(series, days), repairs)
    return dates_page(request, form=form, draft=draft, lines=lines, last=last, series=series)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def series_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold a date that was left out after all."""
    user = account(request)
    series = series_to_change(user, pk)
    day = a_day(request.POST.get("day", ""))
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
    return lines_of(request, form.draft(), days, off, repairs)
