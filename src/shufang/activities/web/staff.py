"""The ledger for those who work in the network: list, open, add, correct, cancel."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.activities.actions.add_activity import add_activity
from shufang.activities.actions.cancel_activity import cancel_activity, restore_activity
from shufang.activities.actions.correct_activity import correct_activity
from shufang.activities.choices import AHEAD, State
from shufang.activities.forms.details import ActivityForm, CorrectionForm
from shufang.activities.forms.ledger_filter import asked_for
from shufang.activities.forms.media import MediaReportForm
from shufang.activities.policy import may_change_activities_at
from shufang.activities.queries.access import activity_for, activity_to_change
from shufang.activities.queries.ledger import ledger, ledger_table
from shufang.activities.queries.who_came import who_came
from shufang.people.policy import sites_of
from shufang.people.queries.account import account
from shufang.shared.audience import audience, staff
from shufang.shared.reasons import ReasonForm
from shufang.shared.roles import Role
from shufang.shared.tables import download
from shufang.shared.ui.panels import drawn
from shufang.shared.web.refusals import errors_told, refusals_told

PAGE = 50


@staff
@require_safe
def activity_list(request: HttpRequest) -> HttpResponse:
    form, asked = asked_for(request.GET)
    found = ledger(asked)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    came = who_came(page.object_list)
    context = {
        "form": form,
        "page": page,
        "lines": [(activity, came[activity.pk]) for activity in page.object_list],
        "filtered": not asked.is_empty,
        "may_add": bool(account(request).roles & {Role.OPERATOR, Role.SITE_STAFF}),
    }
    return render(request, "activities/list.html", context)


@staff
@require_safe
def activity_export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    _form, asked = asked_for(request.GET)
    return download(ledger_table(ledger(asked)), file_format, _("活动台账"))


@staff
@require_safe
def activity_detail(request: HttpRequest, pk: int) -> HttpResponse:
    activity = activity_for(account(request), pk)
    may_change = may_change_activities_at(account(request), activity.site)
    over = activity.state == State.CANCELLED and activity.day <= timezone.localdate()
    context = {
        "activity": activity,
        "ahead": activity.state in AHEAD,
        "may_restore": may_change and over,
        "panels": drawn("activities.activity", request, activity),
        "stated": getattr(activity, "stated", None),
        "came": who_came([activity])[activity.pk],
        "media_reports": activity.media_reports.all(),
        "may_change": may_change,
        "media_form": MediaReportForm(initial={"day": activity.day}),
    }
    return render(request, "activities/detail.html", context)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_add(request: HttpRequest) -> HttpResponse:
    user = account(request)
    if sites_of(user, Role.OPERATOR, Role.SITE_STAFF) == frozenset():
        raise PermissionDenied(_("你的账号还没有分到书房，请联系图书馆。"))
    form = ActivityForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            activity = add_activity(actor=user, details=form.details())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("已添加“%(title)s”。") % {"title": activity.title})
            return redirect("activities:detail", activity.pk)
    return render(request, "activities/form.html", {"form": form})


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_correct(request: HttpRequest, pk: int) -> HttpResponse:
    user = account(request)
    activity = activity_to_change(user, pk)
    if activity.state in AHEAD and hasattr(activity, "plan"):
        return redirect("planning:edit", pk)
    form = CorrectionForm(user, request.POST or None, activity=activity)
    if request.method == "POST" and form.is_valid():
        try:
            changes = correct_activity(
                actor=user,
                activity=activity,
                details=form.details(),
                reason=form.cleaned_data["reason"],
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            text = _("已更正，记录里留下了前后的值。") if changes else _("没有改动。")
            messages.success(request, text)
            return redirect("activities:detail", activity.pk)
    return render(request, "activities/form.html", {"form": form, "activity": activity})


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def activity_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    return _turned(request, pk, cancel_activity, _("已取消，各项数字不再计入这一场。"))


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def activity_restore(request: HttpRequest, pk: int) -> HttpResponse:
    return _turned(request, pk, restore_activity, _("已恢复为“已举办”。"))


def _turned(
    request: HttpRequest, pk: int, turn: Callable[..., None], done: str
) -> HttpResponseRedirect:
    """Cancel or restore, with the reason typed under the button."""
    activity = activity_to_change(account(request), pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        with refusals_told(request):
            turn(actor=account(request), activity=activity, reason=form.cleaned_data["reason"])
            messages.success(request, done)
    else:
        errors_told(request, form)
    return redirect("activities:detail", pk)
