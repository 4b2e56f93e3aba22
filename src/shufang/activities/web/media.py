"""The register of media reports."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.activities.actions.record_media_report import (
    correct_media_report,
    record_media_report,
    remove_media_report,
)
from shufang.activities.forms.media import CoverageFilterForm, MediaCorrectionForm, MediaReportForm
from shufang.activities.queries.access import activity_to_change, media_report_to_change
from shufang.activities.queries.coverage import media_reports, media_table
from shufang.people.queries.account import account
from shufang.shared.audience import audience, staff
from shufang.shared.reasons import ReasonForm
from shufang.shared.roles import Role
from shufang.shared.tables import download
from shufang.shared.web.refusals import errors_told

PAGE = 50


@staff
@require_safe
def media_list(request: HttpRequest) -> HttpResponse:
    form = CoverageFilterForm(request.GET)
    asked = form.asked()
    page = Paginator(media_reports(**asked), PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "filtered": any(asked.values())}
    return render(request, "activities/media.html", context)


@staff
@require_safe
def media_export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    found = media_reports(**CoverageFilterForm(request.GET).asked())
    return download(media_table(found), file_format, _("媒体报道"))


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def media_record(request: HttpRequest, pk: int) -> HttpResponse:
    activity = activity_to_change(account(request), pk)
    form = MediaReportForm(request.POST)
    if form.is_valid():
        try:
            record_media_report(actor=account(request), activity=activity, details=form.details())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("已登记这篇报道。"))
            return redirect("activities:detail", pk)
    return render(request, "activities/media_form.html", {"form": form, "activity": activity})


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def media_correct(request: HttpRequest, pk: int) -> HttpResponse:
    report = media_report_to_change(account(request), pk)
    initial = {name: getattr(report, name) for name in ("outlet", "title", "level", "link", "day")}
    form = MediaCorrectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            correct_media_report(
                actor=account(request),
                report=report,
                details=form.details(),
                reason=form.cleaned_data["reason"],
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("已更正，记录里留下了前后的值。"))
            return redirect("activities:detail", report.activity_id)
    context = {"form": form, "activity": report.activity, "report": report}
    return render(request, "activities/media_form.html", context)


@audience(Role.OPERATOR, Role.SITE_STAFF)
@require_POST
def media_remove(request: HttpRequest, pk: int) -> HttpResponse:
    report = media_report_to_change(account(request), pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        errors_told(request, form)
        return redirect("activities:media_correct", pk)
    remove_media_report(actor=account(request), report=report, reason=form.cleaned_data["reason"])
    messages.success(request, _("已删除这篇报道，记录里留下了它原来的样子。"))
    return redirect("activities:detail", report.activity_id)
