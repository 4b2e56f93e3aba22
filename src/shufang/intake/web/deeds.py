"""What can be done with an import: answer, say what columns mean, import, take back, drop."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shufang.intake import progress
from shufang.intake.actions.answer_questions import answer_questions
from shufang.intake.actions.change_mapping import BadMapping, change_mapping
from shufang.intake.actions.start_import import discard
from shufang.intake.actions.undo_import import CannotUndo, undo_import
from shufang.intake.models import ImportRun
from shufang.intake.queries.access import run_to_change
from shufang.intake.queries.preview import stored
from shufang.intake.questions import NEW, twice
from shufang.intake.tasks import FAILED, begin_to_import, begin_to_look
from shufang.intake.web.asking import asking
from shufang.intake.web.showing import kinds, said
from shufang.shared.audience import audience
from shufang.shared.roles import Role


def _busy(run: ImportRun) -> bool:
    told = progress.how_far(run.pk)
    return told is not None and told["step"] != FAILED


def _still_open(request: HttpRequest, run: ImportRun) -> bool:
    """Whether there is something to decide; says so when it was decided before."""
    if run.state != ImportRun.State.PREVIEW:
        messages.info(request, _("这次导入已经完成，没有重复导入。"))
        return False
    return not _busy(run)


@audience(Role.OPERATOR, Role.LIBRARY)
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers to questions, and which duplicates come as well; then all is checked again.

    Without an answer all is checked again, too: rooms may have been added in the meantime.
    """
    run = run_to_change(asking(request), pk)
    if _still_open(request, run):
        answer_questions(run=run, answers=_answers(request, run))
        begin_to_look(run)
    return redirect("intake:run", run.pk)


def _answers(request: HttpRequest, run: ImportRun) -> dict[str, str]:
    """Only answers to what was asked, and only from among the choices."""
    preview = stored(run, with_refused=False)
    given = {}
    for number, question in enumerate(preview.questions):
        code = request.POST.get(f"answer-{number}", "")
        if "all-new" in request.POST and question.only_new:
            given[question.id] = NEW
        elif request.POST.get(f"question-{number}") == question.id and question.read(code):
            given[question.id] = code
    if "duplicates" in request.POST:
        wanted = set(request.POST.getlist("twice"))
        for duplicate in preview.duplicates:
            key = twice(duplicate.file, duplicate.sheet, duplicate.row)
            answer = "yes" if key in wanted else ""
            if run.answers.get(key, "") != answer:
                given[key] = answer
    return given


@audience(Role.OPERATOR, Role.LIBRARY)
@require_POST
def ask_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Take all answers back and ask again."""
    run = run_to_change(asking(request), pk)
    if _still_open(request, run):
        answer_questions(
            run=run, answers={key: "" for key in run.answers if not key.startswith("twice:")}
        )
        begin_to_look(run)
    return redirect("intake:run", run.pk)


@audience(Role.OPERATOR, Role.LIBRARY)
@require_POST
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """What the columns of one shape mean; remembered for later files too."""
    run = run_to_change(asking(request), pk)
    shape = request.POST.get("shape", "")
    preview = stored(run, with_refused=False)
    sheet = next((s for s in preview.sheets if shape and s.shape == shape), None)
    if sheet is not None and _still_open(request, run):
        kind = request.POST.get("kind", sheet.kind)
        meant = {
            mapped.heading: request.POST.get(f"column-{number}", "")
            for number, mapped in enumerate(sheet.mapped)
        }
        if kind != sheet.kind and kind in kinds():  # what both kinds know keeps its meaning
            codes = {column.code for column in kinds()[kind].columns}
            meant = {heading: code if code in codes else "" for heading, code in meant.items()}
        try:
            change_mapping(run=run, shape=shape, kind=kind, columns=meant, actor=request.user)
        except BadMapping as problem:
            messages.error(request, said(problem.reason))
        else:
            messages.success(request, _("已记住这些列的含义，以后同样的表头照此识别。"))
            begin_to_look(run)
    return redirect("intake:run", run.pk)


@audience(Role.OPERATOR, Role.LIBRARY)
@require_POST
def look_again(request: HttpRequest, pk: int) -> HttpResponse:
    """After a failure, or when the background work says nothing."""
    run = run_to_change(asking(request), pk)
    if run.state == ImportRun.State.PREVIEW:
        begin_to_look(run)
    else:
        progress.over(run.pk)
    return redirect("intake:run", run.pk)


@audience(Role.OPERATOR, Role.LIBRARY)
@require_POST
def commit(request: HttpRequest, pk: int) -> HttpResponse:
    run = run_to_change(asking(request), pk)
    if _still_open(request, run):
        begin_to_import(run, str(request.user), request.user.get_username())
    return redirect("intake:run", run.pk)


@audience(Role.OPERATOR, Role.LIBRARY)
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    run = run_to_change(asking(request), pk)
    try:
        undo_import(run=run, actor=request.user)
    except CannotUndo as refusal:
        why = said(refusal.reasons[0])
        messages.error(request, _("现在不能撤销：%(why)s") % {"why": why})
    else:
        messages.success(request, _("已撤销：这次导入带来的数据都已删除。"))
    return redirect("intake:run", run.pk)


@audience(Role.OPERATOR, Role.LIBRARY)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a preview with its files; nothing was imported."""
    run = run_to_change(asking(request), pk)
    if not _still_open(request, run):
        return redirect("intake:run", run.pk)
    progress.over(run.pk)
    discard(run)
    messages.success(request, _("已放弃，上传的文件也已删除，数据没有变化。"))
    return redirect("intake:list")
