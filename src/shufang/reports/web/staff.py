"""Reports for those who work in the network: list, begin, look at, take away."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.insight.queries.years import contract_year
from shufang.people.queries.account import account
from shufang.reports.actions.write_report import begin_report, discard_draft
from shufang.reports.composing.drafts import document_of
from shufang.reports.forms.heading import HeadingForm, heading_for
from shufang.reports.models import Report
from shufang.reports.policy import may_write_reports
from shufang.reports.queries.access import content_of, draft_to_write, report_for, sealed_file_for
from shufang.reports.queries.templates import own_template
from shufang.reports.rendering import MEDIA_TYPES, Format, embedded
from shufang.reports.rendering import render as render_document
from shufang.shared.audience import audience, staff
from shufang.shared.roles import Role


@staff
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    context = {
        "reports": Report.objects.all(),
        "may_write": may_write_reports(account(request)),
    }
    return render(request, "reports/list.html", context)


@audience(Role.OPERATOR, Role.LIBRARY)
@require_http_methods(["GET", "HEAD", "POST"])
def report_begin(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    form = HeadingForm(request.POST or None, initial=heading_for(contract_year(today), today))
    if request.method == "POST" and form.is_valid():
        report = begin_report(actor=account(request), heading=form.heading())
        messages.success(request, _("草稿已建好，文字已按数据预填，可以逐段修改。"))
        return redirect("reports:edit", report.pk)
    return render(request, "reports/begin.html", {"form": form})


@staff
@require_safe
def report_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as a page of the site, with the contents at its side."""
    report = report_for(account(request), pk)
    document = document_of(report)
    context = {
        "report": report,
        "files": report.files.all(),
        "page": embedded(document),
        "may_write": may_write_reports(account(request)),
    }
    return render(request, "reports/preview.html", context)


@staff
@require_safe
def report_file(request: HttpRequest, pk: int, file_format: str) -> HttpResponse:
    """A sealed report gives the very file that was sealed; a draft one of now."""
    if file_format not in MEDIA_TYPES:
        raise Http404(_("没有这种格式。"))
    report = report_for(account(request), pk)
    name = f"{report.title}-{report.cutoff:%Y-%m-%d}.{file_format}"
    if report.sealed_at:
        sealed = sealed_file_for(account(request), pk, file_format)
        return _as_file(name, content_of(sealed), file_format)
    content = render_document(
        document_of(report),
        format=cast(Format, file_format),
        template=own_template(report.style),
    )
    return _as_file(_("草稿-%(name)s") % {"name": name}, content, file_format)


def _as_file(name: str, content: bytes, file_format: str) -> HttpResponse:
    """Always to be saved, never shown in the site's name."""
    response = HttpResponse(content, content_type=MEDIA_TYPES[file_format])
    one_line = " ".join(name.split())
    disposition = content_disposition_header(as_attachment=True, filename=one_line)
    response["Content-Disposition"] = disposition or "attachment"
    return response


@audience(Role.OPERATOR, Role.LIBRARY)
@require_POST
def report_discard(request: HttpRequest, pk: int) -> HttpResponse:
    report = draft_to_write(account(request), pk)
    try:
        discard_draft(actor=account(request), report=report)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("reports:preview", pk)
    messages.success(request, _("草稿已删除。"))
    return redirect("reports:list")
