"""What was imported before, and the start of a new import."""

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shufang.intake.actions.start_import import start_import
from shufang.intake.actions.tidy_uploads import tidy_uploads
from shufang.intake.analysis import Source
from shufang.intake.forms.start import ENDINGS, StartForm
from shufang.intake.models import ImportRun
from shufang.intake.queries.access import runs_to_see
from shufang.intake.queries.history import with_totals
from shufang.intake.reading import limits
from shufang.intake.tasks import begin_to_look
from shufang.intake.web.asking import asking
from shufang.intake.web.showing import headings_of, kind_labels, kinds, said
from shufang.shared.audience import audience
from shufang.shared.roles import Role
from shufang.shared.tables import Column, Table, download


@audience(Role.OPERATOR, Role.LIBRARY)
@require_safe
def list_runs(request: HttpRequest) -> HttpResponse:
    runs = with_totals(runs_to_see(asking(request)))
    page = Paginator(runs, 30).get_page(request.GET.get("page"))
    return render(request, "intake/list.html", {"page": page})


@audience(Role.OPERATOR, Role.LIBRARY)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    form = StartForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        labels=kind_labels(),
        refused=getattr(request, "too_large", []),
    )
    if request.method == "POST" and form.is_valid():
        tidy_uploads()
        run = _start(form.cleaned_data["uploads"], request, form.cleaned_data["kind"])
        begin_to_look(run)
        return redirect("intake:run", run.pk)
    known = [
        {"kind": kind, "label": said(importer.label), "fields": _fields(importer.columns)}
        for kind, importer in kinds().items()
    ]
    context = {
        "form": form,
        "known": known,
        "endings": ENDINGS,
        "most_bytes": limits.FILE_BYTES,
        "most": limits.FILE_BYTES // limits.MIB,
    }
    return render(request, "intake/start.html", context)


def _fields(columns: Sequence[object]) -> list[str]:
    return [said(column.label) for column in columns]  # type: ignore[attr-defined]


def _start(files: list["UploadedFile[Any]"], request: HttpRequest, kind: str) -> ImportRun:
    """Small uploads live in memory and get a file for as long as they are copied."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sources = []
        for number, file in enumerate(files):
            path = folder / str(number)
            with path.open("wb") as copy:
                copy.writelines(file.chunks())
            sources.append(Source(path, Path(file.name or _("文件")).name))
        return start_import(files=sources, actor=request.user, forced_kind=kind)


@audience(Role.OPERATOR, Role.LIBRARY)
@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponseBase:
    """An empty workbook with the headings that are understood without a question."""
    importer = kinds().get(kind)
    if importer is None:
        raise Http404(_("没有这种表格。"))
    columns = [Column(heading) for heading in headings_of(importer)]
    return download(Table(importer.label.zh, columns, []), "xlsx", importer.label.zh)
