"""Counts for those who work in the network: by room and month, open, add, correct."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.circulation.actions.record_count import correct_count, record_count, remove_count
from shufang.circulation.choices import Counted
from shufang.circulation.forms.counts import (
    CountCorrectionForm,
    GridFilterForm,
    NewCountForm,
)
from shufang.circulation.models import PeriodCount
from shufang.circulation.policy import may_change_counts_at
from shufang.circulation.queries.access import count_for, count_to_change
from shufang.circulation.queries.counts import (
    Grid,
    grid,
    grid_table,
    months_of_data,
    rows_of,
    rows_table,
)
from shufang.people.models import User
from shufang.people.policy import sites_of
from shufang.people.queries.account import account
from shufang.places.models import Site
from shufang.places.queries.access import site_for
from shufang.shared.audience import audience, staff
from shufang.shared.reasons import ReasonForm
from shufang.shared.roles import Role
from shufang.shared.tables import download
from shufang.shared.web.refusals import errors_told

MOST_MONTHS = 36  # what a screen can still show


@staff
@require_safe
def count_list(request: HttpRequest) -> HttpResponse:
    form, counted, found = _asked_grid(request)
    context = {
        "form": form,
        "counted": counted,
        "kinds": Counted,
        "grid": found,
        "may_add": bool(account(request).roles & {Role.OPERATOR, Role.SITE_STAFF}),
    }
    return render(request, "circulation/list.html", context)


@staff
@require_safe
def count_export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    _form, counted, found = _asked_grid(request)
    return download(grid_table(counted, found), file_format, str(counted.label))


@staff
@require_safe
def count_rows(request: HttpRequest, counted: str, site: int, month: str) -> HttpResponse:
    """The rows behind one cell: each day, or the month's one row."""
    kind, place, first = _asked_cell(account(request), counted, site, month)
    context = {
        "site": place,
        "month": first,
        "counted": kind,
        "rows": rows_of(kind, place, first),
        "may_change": may_change_counts_at(account(request), place),
    }
    return render(request, "circulation/rows.html", context)


@staff
@require_safe
def count_rows_export(
    request: HttpRequest, counted: str, site: int, month: str, file_format: str
) -> HttpResponseBase:
    kind, place, first = _asked_cell(account(request), counted, site, month)
    table = rows_table(kind, rows_of(kind, place, first))
    return download(table, file_format, f"{kind.label} {place.name} {month}")


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def count_add(request: HttpRequest) -> HttpResponse:
    user = account(request)
    if sites_of(user, Role.OPERATOR, Role.SITE_STAFF) == frozenset():
        raise PermissionDenied(_("你的账号还没有分到书房，请联系图书馆。"))
    form = NewCountForm(user, request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            count = record_count(
                actor=user,
                counted=clean["counted"],
                site=clean["site"],
                span=clean["span"],
                day=clean["day"],
                details=form.details(),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("已记录。"))
            return redirect(_rows_url(count))
    return render(request, "circulation/form.html", {"form": form})


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def count_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One count with its history; those who keep it correct it here."""
    user = account(request)
    count = count_to_change(user, pk) if request.method == "POST" else count_for(user, pk)
    initial = {"value": count.value, "method": count.method, "estimated": count.estimated}
    form = CountCorrectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _corrected(request, user, count, form):
        return redirect("circulation:detail", pk)
    may_change = may_change_counts_at(user, count.site)
    context = {"count": count, "form": form, "may_change": may_change}
    return render(request, "circulation/detail.html", context)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def count_remove(request: HttpRequest, pk: int) -> HttpResponse:
    count = count_to_change(account(request), pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        errors_told(request, form)
        return redirect("circulation:detail", pk)
    remove_count(actor=account(request), count=count, reason=form.cleaned_data["reason"])
    messages.success(request, _("已删除这条计数，记录里留下了它原来的样子。"))
    return redirect(_rows_url(count))


def _corrected(
    request: HttpRequest, user: User, count: PeriodCount, form: CountCorrectionForm
) -> bool:
    try:
        changes = correct_count(
            actor=user, count=count, details=form.details(), reason=form.cleaned_data["reason"]
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    text = _("已更正，记录里留下了前后的值。") if changes else _("没有改动。")
    messages.success(request, text)
    return True


def _asked_cell(user: User, counted: str, site: int, month: str) -> tuple[Counted, Site, date]:
    """What an address of rows names; months and items that do not exist are a page not found."""
    try:
        first, kind = date.fromisoformat(f"{month}-01"), Counted(counted)
    except ValueError as error:
        raise Http404(_("没有这样的月份或项目。")) from error
    if first.year == date.max.year:
        raise Http404(_("没有这样的月份或项目。"))
    return kind, site_for(user, site), first


def _asked_grid(request: HttpRequest) -> tuple[GridFilterForm, Counted, Grid]:
    """What was asked for, as far as there are rows; without months, the last twelve of them."""
    counted, first, last = GridFilterForm(request.GET).asked()
    data = months_of_data(counted)
    if data is None:
        return GridFilterForm(initial={"counted": counted}), counted, Grid([], [])
    if first and last and first > last:
        first, last = last, first
    last = _between(*data, last.replace(day=1)) if last else data[1]
    first = first.replace(day=1) if first else _months_before(last, 11)
    first = max(_between(*data, first), _months_before(last, MOST_MONTHS - 1))
    form = GridFilterForm(initial={"counted": counted, "first": first, "last": last})
    return form, counted, grid(counted, min(first, last), last)


def _between(first: date, last: date, month: date) -> date:
    return min(max(month, first), last)


def _months_before(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def _rows_url(count: PeriodCount) -> str:
    return reverse("circulation:rows", args=[count.counted, count.site_id, f"{count.day:%Y-%m}"])
