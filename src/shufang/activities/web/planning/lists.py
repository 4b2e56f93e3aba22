"""Templates, and holidays."""

import re

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.activities.actions.planning.days_off import remove_day_off, save_day_off
from shufang.activities.actions.planning.templates import TemplateDetails, change_template
from shufang.activities.actions.planning.terms import remove_term, save_term
from shufang.activities.choices import AHEAD
from shufang.activities.forms.details import CategoryChoice
from shufang.activities.models import Activity, Category, DayOff, Template
from shufang.activities.queries.planning.access import (
    day_off_to_change,
    may_keep_days_off,
    template_to_change,
    term_to_change,
)
from shufang.activities.queries.planning.days_off import name_of
from shufang.activities.queries.planning.earlier import lessons
from shufang.activities.queries.planning.terms import terms
from shufang.people.policy import holds, sites_of
from shufang.people.queries.account import account
from shufang.shared.audience import audience, staff
from shufang.shared.roles import Role


class TemplateForm(forms.Form):
    """What may be changed of a template by hand; the rest comes from a plan."""

    name = forms.CharField(label=gettext_lazy("模板名称"), max_length=120)
    category = CategoryChoice(label=gettext_lazy("分类"), queryset=Category.objects.all())
    minutes = forms.IntegerField(label=gettext_lazy("时长（分钟）"), min_value=5, max_value=24 * 60)
    active = forms.BooleanField(label=gettext_lazy("在用"), required=False)


class TermForm(forms.Form):
    """One school term."""

    name = forms.CharField(label=gettext_lazy("学期名称"), max_length=60)
    first_day = forms.DateField(
        label=gettext_lazy("开学"), widget=forms.DateInput(attrs={"type": "date"})
    )
    last_day = forms.DateField(
        label=gettext_lazy("放假前一天"), widget=forms.DateInput(attrs={"type": "date"})
    )


class DayOffForm(forms.Form):
    """One day of the table."""

    day = forms.DateField(
        label=gettext_lazy("日期"), widget=forms.DateInput(attrs={"type": "date"})
    )
    name = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    works = forms.BooleanField(label=gettext_lazy("调休上班"), required=False)


@staff
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    user = account(request)
    found = Template.objects.select_related("category")
    context = {
        "templates": found.order_by("-active", "name"),
        "may_plan": sites_of(user, Role.OPERATOR, Role.SITE_STAFF) != frozenset(),
        "may_change": holds(user, Role.OPERATOR),
    }
    return render(request, "activities/planning/templates.html", context)


@audience(Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def template_edit(request: HttpRequest, pk: int) -> HttpResponse:
    user = account(request)
    template = template_to_change(user, pk)
    initial = {name: getattr(template, name) for name in ("name", "category", "minutes", "active")}
    form = TemplateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        details = TemplateDetails(**form.cleaned_data)
        try:
            change_template(actor=user, template=template, details=details)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("模板已改好。"))
            return redirect("planning:templates")
    context = {"form": form, "template": template, "lessons": lessons(template=template)}
    return render(request, "activities/planning/template_form.html", context)


@staff
@require_safe
def days_off(request: HttpRequest) -> HttpResponse:
    year = request.GET.get("year", "")
    wanted = int(year) if re.fullmatch("20[0-9]{2}", year) else timezone.localdate().year
    rows = list(DayOff.objects.filter(day__year=wanted))
    known = [day.year for day in DayOff.objects.dates("day", "year")]
    context = {
        "rows": [(row, name_of(row)) for row in rows],
        "year": wanted,
        "years": sorted({*known, timezone.localdate().year, timezone.localdate().year + 1}),
        "terms": terms(),
        "may_change": may_keep_days_off(account(request)),
    }
    return render(request, "activities/planning/days_off.html", context)


@audience(Role.LIBRARY, Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def day_off_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    user = account(request)
    row = day_off_to_change(user, pk) if pk else None
    initial = {"day": row.day, "name": row.name, "works": row.works} if row else None
    form = DayOffForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_day_off(actor=user, row=row, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("已存好。已经安排的活动不会自动改。"))
            if n := Activity.objects.filter(day=saved.day, state__in=AHEAD).count():
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
