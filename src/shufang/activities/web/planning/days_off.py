"""Holidays, days worked instead, and school terms."""

import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.activities.actions.planning.days_off import remove_day_off, save_day_off
from shufang.activities.actions.planning.terms import remove_term, save_term
from shufang.activities.forms.planning.days_off import DayOffForm, TermForm
from shufang.activities.queries.planning.access import (
    day_off_to_change,
    may_keep_days_off,
    term_to_change,
)
from shufang.activities.queries.planning.days_off import (
    days_off_in,
    name_of,
    planned_on,
    years_to_show,
)
from shufang.activities.queries.planning.terms import terms
from shufang.people.queries.account import account
from shufang.shared.audience import audience, staff
from shufang.shared.roles import Role


@staff
@require_safe
def days_off(request: HttpRequest) -> HttpResponse:
    year = request.GET.get("year", "")
    wanted = int(year) if re.fullmatch("20[0-9]{2}", year) else timezone.localdate().year
    context = {
        "rows": [(row, name_of(row)) for row in days_off_in(wanted)],
        "year": wanted,
        "years": years_to_show(),
        "terms": terms(),
        "may_change": may_keep_days_off(account(request)),
    }
    return render(request, "activities/planning/days_off.html", context)


@audience(Role.LIBRARY, Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def day_off_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    user = account(request)
    row = day_off_to_change(user, pk) if pk else None
    initial = {name: getattr(row, name) for name in DayOffForm.base_fields} if row else None
    form = DayOffForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_day_off(actor=user, row=row, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("已存好。已经安排的活动不会自动改。"))
            if n := planned_on(saved.day):
                text = ngettext(
                    "这一天已经安排了 %(n)s 场活动，请到日历里看看要不要改。",
                    "这一天已经安排了 %(n)s 场活动，请到日历里看看要不要改。",
                    n,
                )
                messages.warning(request, text % {"n": n})
            return redirect(f"{reverse('planning:days_off')}?year={saved.day.year}")
    return render(request, "activities/planning/day_off_form.html", {"form": form, "row": row})


@audience(Role.LIBRARY, Role.OPERATOR)
@require_POST
def day_off_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = day_off_to_change(account(request), pk)
    remove_day_off(actor=account(request), row=row)
    messages.success(request, _("已删除，这一天按平常算。"))
    return redirect("planning:days_off")


@audience(Role.LIBRARY, Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def term_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    user = account(request)
    row = term_to_change(user, pk) if pk else None
    initial = {name: getattr(row, name) for name in TermForm.base_fields} if row else None
    form = TermForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            save_term(actor=user, row=row, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("已存好。已经安排的活动不会自动改。"))
            return redirect("planning:days_off")
    return render(request, "activities/planning/term_form.html", {"form": form, "row": row})


@audience(Role.LIBRARY, Role.OPERATOR)
@require_POST
def term_remove(request: HttpRequest, pk: int) -> HttpResponse:
    remove_term(actor=account(request), row=term_to_change(account(request), pk))
    messages.success(request, _("学期已删除。"))
    return redirect("planning:days_off")
