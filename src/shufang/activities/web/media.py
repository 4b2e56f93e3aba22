"""The register of media reports."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shufang.activities.actions.record_media_report import (
    correct_media_report,
    record_media_report,
    remove_media_report,
)
from shufang.activities.forms.media import MediaCorrectionForm, MediaReportForm
from shufang.activities.queries.access import activity_to_change, media_report_to_change
from shufang.activities.queries.coverage import media_reports, media_table
from shufang.people.queries.account import account
from shufang.shared.audience import audience, staff
from shufang.shared.roles import Role
from shufang.shared.tables import download


class CoverageFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("找"), required=False, max_length=100)
    first = forms.DateField(
        label=gettext_lazy("从"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label=gettext_lazy("到"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def asked(self) -> dict[str, object]:
        self.is_valid()
        clean = self.cleaned_data
        return {
            "words": clean.get("q", ""),
            "first": clean.get("first"),
            "last": clean.get("last"),
        }


@staff
@require_GET
def media_list(request: HttpRequest) -> HttpResponse:
    form = CoverageFilter(request.GET)
    found = media_reports(**form.asked())  # type: ignore[arg-type]
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    filtered = any(form.asked().values())
    return render(
        request, "activities/media.html", {"form": form, "page": page, "filtered": filtered}
    )


@staff
@require_GET
def media_export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    found = media_reports(**CoverageFilter(request.GET).asked())  # type: ignore[arg-type]
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
@require_http_methods(["GET", "POST"])
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
    activity = report.activity_id
    try:
        remove_media_report(
            actor=account(request), report=report, reason=request.POST.get("reason", "")
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("activities:media_correct", pk)
    messages.success(request, _("已删除这篇报道，记录里留下了它原来的样子。"))
    return redirect("activities:detail", activity)
