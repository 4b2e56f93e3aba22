"""The report editor: cover, chapters, texts, sealing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shufang.people.queries.account import account
from shufang.reports.actions.seal_report import seal_report
from shufang.reports.actions.write_report import change_heading, choose_chapters, write_texts
from shufang.reports.chapters import CHAPTERS
from shufang.reports.composing.compose import compose
from shufang.reports.composing.drafts import material_of, wish_of
from shufang.reports.composing.wording import Wording
from shufang.reports.forms.heading import HeadingForm
from shufang.reports.queries.access import draft_to_write, report_for
from shufang.reports.rendering.numbering import references
from shufang.reports.texts import filled
from shufang.reports.web.editor_page import editor_page, writers
from shufang.shared.web.refusals import refusals_told


@writers
@require_safe
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor; whoever comes back to it after sealing is led to the sealed report."""
    if report_for(account(request), pk).sealed_at:
        messages.info(request, _("这份报告已经封存，不能再改。需要更正时，请另起一份。"))
        return redirect("reports:preview", pk)
    return editor_page(request, draft_to_write(account(request), pk))


@writers
@require_POST
def edit_heading(request: HttpRequest, pk: int) -> HttpResponse:
    report = draft_to_write(account(request), pk)
    form = HeadingForm(request.POST)
    if not form.is_valid():
        return editor_page(request, report, heading=form)
    change_heading(actor=account(request), report=report, heading=form.heading())
    messages.success(request, _("封面与日期已保存，数字已按新的日期更新。"))
    return redirect("reports:edit", pk)


@writers
@require_POST
def edit_texts(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the texts and which chapters are printed."""
    report = draft_to_write(account(request), pk)
    material = material_of(report)
    wording = Wording(compose(material, wish_of(report)), material.book)
    texts = {
        name.removeprefix("text-"): wording.as_kept(value)
        for name, value in request.POST.items()
        if name.startswith("text-") and isinstance(value, str)
    }
    with refusals_told(request):
        write_texts(actor=account(request), report=report, texts=texts)
        choose_chapters(
            actor=account(request), report=report, wanted=request.POST.getlist("chapter")
        )
        messages.success(request, _("文字与章节已保存。"))
    return redirect("reports:edit", pk)


@writers
@require_POST
def fill_text(request: HttpRequest, pk: int) -> HttpResponse:
    """A text with its figures in place, while it is being typed; nothing is kept."""
    report = draft_to_write(account(request), pk)
    text = next((v for k, v in request.POST.items() if k.startswith("text-")), "")
    material = material_of(report)
    document = compose(material, wish_of(report))
    kept = Wording(document, material.book).as_kept(str(text)[:20_000])
    shown = references(document)(filled(kept, material.book))
    return render(request, "reports/parts/filled.html", {"text": shown})


@writers
@require_POST
def reset_text(request: HttpRequest, pk: int, block: str) -> HttpResponse:
    """Take an edited text back to the prefilled one."""
    report = draft_to_write(account(request), pk)
    known = {b.code: b for chapter in CHAPTERS for b in chapter.texts}
    if block in known:
        text = material_of(report).prefilled(known[block])
        write_texts(actor=account(request), report=report, texts={block: text})
        messages.success(request, _("已恢复为按数据预填的文字。"))
    return redirect("reports:edit", pk)


@writers
@require_POST
def seal(request: HttpRequest, pk: int) -> HttpResponse:
    report = draft_to_write(account(request), pk)
    try:
        seal_report(
            actor=account(request), report=report, accepted=request.POST.get("accepted") == "1"
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("reports:edit", pk)
    messages.success(request, _("报告已封存：文件和数字不再改变。"))
    return redirect("reports:preview", pk)
