"""The page of one import: being read, to be checked, imported, taken back."""

import tempfile
import time
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from shufang.intake import progress
from shufang.intake.actions.undo_import import in_the_way
from shufang.intake.actions.write_refused_rows import write_refused_rows
from shufang.intake.models import ImportRun
from shufang.intake.queries.access import may_change, run_to_see
from shufang.intake.queries.history import imported_before
from shufang.intake.queries.preview import refused_rows, stored
from shufang.intake.tasks import FAILED
from shufang.intake.web.asking import asking
from shufang.intake.web.showing import kind_labels, kinds, said, show
from shufang.shared.audience import audience
from shufang.shared.language import in_english
from shufang.shared.roles import Role
from shufang.shared.tables import XLSX

QUIET_AFTER = 20.0  # seconds without news from the worker
STEPS = {
    "waiting": gettext_lazy("排队等待"),
    "reading": gettext_lazy("读取文件"),
    "checking": gettext_lazy("核对每一行"),
    "saving": gettext_lazy("写入"),
}


def how_far(run: ImportRun) -> dict[str, Any] | None:
    """What the page says while work goes on; None when there is nothing to wait for."""
    told = progress.how_far(run.pk)
    unread = run.state == ImportRun.State.PREVIEW and not run.preview
    if told is None and not unread:
        return None
    step = str(told["step"]) if told else "waiting"
    return {
        "step": STEPS.get(step, ""),
        "failed": step == FAILED,
        "done": told["done"] if told else 0,
        "total": told["total"] if told else 0,
        "quiet": told is None or _silence(run) > QUIET_AFTER,
    }


def _silence(run: ImportRun) -> float:
    try:
        return time.time() - progress.path(run.pk).stat().st_mtime
    except FileNotFoundError:
        return 0.0


@audience(Role.OPERATOR, Role.LIBRARY)
@require_safe
def run_page(request: HttpRequest, pk: int) -> HttpResponse:
    user = asking(request)
    run = run_to_see(user, pk)
    context: dict[str, Any] = {"run": run, "may_change": may_change(user, run)}
    if working := how_far(run):
        return render(request, "intake/working.html", {**context, "working": working})
    preview = stored(run, with_refused=False)
    refused = Paginator(run.refusals.all(), 50).get_page(request.GET.get("page"))
    before = imported_before(run) if run.state == ImportRun.State.PREVIEW else {}
    context |= {
        "shown": show(preview, run.answers, before),
        "totals": preview.totals,
        "refused": refused,
        "english": in_english(),
        "kinds": [(kind, label) for kind, label in kind_labels().items() if kind in kinds()],
        "answered": any(not key.startswith("twice:") for key in run.answers),
    }
    if run.state == ImportRun.State.PREVIEW:
        return render(request, "intake/preview.html", context)
    if run.state == ImportRun.State.COMMITTED:
        context["lead_on"] = _lead_on(run, {s.kind for s in preview.sheets if s.imported})
        if context["may_change"]:
            context["in_the_way"] = [said(reason) for reason in in_the_way(run=run)]
    return render(request, "intake/result.html", context)


def _lead_on(run: ImportRun, imported: set[str]) -> list[tuple[str, str]]:
    """Where the rows went: the lists to look at next."""
    lists = (
        ({"activities"}, f"{reverse('activities:list')}?run={run.pk}", _("看导入的活动")),
        ({"media"}, reverse("activities:media"), _("看媒体报道")),
        ({"sites"}, reverse("places:list"), _("看书房名录")),
        ({"loans", "visits"}, reverse("circulation:list"), _("看借阅与进馆")),
    )
    found = [(url, label) for kinds_, url, label in lists if kinds_ & imported]
    return [*found, (reverse("insight:dashboard"), _("看总览"))]


@audience(Role.OPERATOR, Role.LIBRARY)
@require_safe
def run_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The bar alone, asked for once a second; when the work is over, the page comes anew."""
    run = run_to_see(asking(request), pk)
    working = how_far(run)
    if working is None or working["failed"]:
        response = HttpResponse(status=204)
        response.headers["HX-Refresh"] = "true"
        return response
    return render(request, "intake/parts/progress.html", {"run": run, "working": working})


@audience(Role.OPERATOR, Role.LIBRARY)
@require_safe
def run_refused(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The refused rows as a workbook: corrected, it can be imported again."""
    run = run_to_see(asking(request), pk)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_refused_rows(refused=refused_rows(run), to=file)
    file.seek(0)
    name = f"{_('未导入的行')}-{run.pk}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
