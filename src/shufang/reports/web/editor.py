"""The report editor: cover, chapters, texts, quotes, photos, problems, sealing."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from shufang.people.queries.account import account
from shufang.reports.actions.add_picture import add_picture, remove_picture, take_photo
from shufang.reports.actions.seal_report import seal_report
from shufang.reports.actions.write_report import (
    add_quote,
    change_heading,
    choose_chapters,
    remove_quote,
    take_voice,
    write_problems,
    write_texts,
)
from shufang.reports.chapters import CHAPTERS
from shufang.reports.chapters.kit import Chapter, Material
from shufang.reports.composing.compose import compose
from shufang.reports.composing.contradictions import contradictions
from shufang.reports.composing.drafts import document_of, material_of, wish_of
from shufang.reports.composing.wording import Wording
from shufang.reports.forms.heading import HeadingForm, heading_of
from shufang.reports.forms.parts import PictureForm, QuoteForm, problem_forms, problems_from
from shufang.reports.models import Report
from shufang.reports.queries.access import draft_to_write, report_for
from shufang.reports.queries.offered import (
    offered_photos,
    offered_voices,
    standing_pictures,
    standing_quotes,
)
from shufang.reports.rendering.numbering import references
from shufang.reports.texts import filled
from shufang.shared.audience import audience
from shufang.shared.roles import Role

PHOTOS = 60  # offered at once
# Where a chapter's content is written when it is not a text of its own.
ELSEWHERE = {
    "voices": ("#quotes", gettext_lazy("加读者声音")),
    "problems": ("#problems", gettext_lazy("填问题与措施")),
    "photos": ("#pictures", gettext_lazy("加照片")),
    "organisation": (reverse_lazy("people:organisation_chart"), gettext_lazy("填组织架构")),
}


def writers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For those who write reports; what was sealed meanwhile is told, and shown as it is now."""

    @wraps(view)
    def told(request: HttpRequest, pk: int, **kwargs: object) -> HttpResponse:
        try:
            return view(request, pk, **kwargs)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("reports:preview", pk)

    return audience(Role.OPERATOR, Role.LIBRARY)(told)


@writers
@require_safe
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor; whoever comes back to it after sealing is led to the sealed report."""
    if report_for(account(request), pk).sealed_at:
        messages.info(request, _("这份报告已经封存，不能再改。需要更正时，请另起一份。"))
        return redirect("reports:preview", pk)
    return _page(request, draft_to_write(account(request), pk))


@writers
@require_POST
def edit_heading(request: HttpRequest, pk: int) -> HttpResponse:
    report = draft_to_write(account(request), pk)
    form = HeadingForm(request.POST)
    if not form.is_valid():
        return _page(request, report, heading=form)
    change_heading(actor=account(request), report=report, heading=form.heading())
    messages.success(request, _("封面与日期已保存，数字已按新的日期更新。"))
    return redirect("reports:edit", pk)


@writers
@require_POST
def edit_texts(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the texts and which chapters are printed."""
    report = draft_to_write(account(request), pk)
    wording = _wording(report, material_of(report))
    texts = {
        name.removeprefix("text-"): wording.as_kept(value)
        for name, value in request.POST.items()
        if name.startswith("text-") and isinstance(value, str)
    }
    try:
        write_texts(actor=account(request), report=report, texts=texts)
        choose_chapters(
            actor=account(request), report=report, wanted=request.POST.getlist("chapter")
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("文字与章节已保存。"))
    return redirect("reports:edit", pk)


@writers
@require_POST
def fill_text(request: HttpRequest, pk: int) -> HttpResponse:
    """A text with its figures in place, while it is being typed; nothing is kept."""
    report = draft_to_write(account(request), pk)
    text = next((v for k, v in request.POST.items() if k.startswith("text-")), "")
    material = material_of(report)
    document = document_of(report)
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
def edit_problems(request: HttpRequest, pk: int) -> HttpResponse:
    report = draft_to_write(account(request), pk)
    forms = problem_forms(report.problems, request.POST)
    valid = [form.is_valid() for form in forms]  # all of them: each keeps its own errors
    if not all(valid):
        messages.error(request, _("问题与措施里有一行太长，没有保存。"))
        return _page(request, report)
    write_problems(actor=account(request), report=report, problems=problems_from(forms))
    messages.success(request, _("问题与措施已保存。"))
    return redirect("reports:edit", pk)


@writers
@require_POST
def quote_add(request: HttpRequest, pk: int) -> HttpResponse:
    report = draft_to_write(account(request), pk)
    form = QuoteForm(request.POST)
    if not form.is_valid():
        return _page(request, report, quote=form)
    add_quote(actor=account(request), report=report, **form.cleaned_data)
    messages.success(request, _("已加入一段读者声音。"))
    return redirect("reports:edit", pk)


@writers
@require_POST
def voice_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take up a reader's words from the survey."""
    report = draft_to_write(account(request), pk)
    with material_of(report).in_its_language():
        wanted = [v for v in offered_voices(report) if str(v.key) == request.POST.get("voice")]
    for voice in wanted:
        take_voice(actor=account(request), report=report, voice=voice)
        messages.success(request, _("已加入一段读者声音。"))
    return redirect(reverse("reports:edit", args=[pk]) + "#quotes")


@writers
@require_POST
def photo_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take up a picture of an activity."""
    report = draft_to_write(account(request), pk)
    for photo in offered_photos(report):
        if str(photo.pk) == request.POST.get("photo"):
            take_photo(actor=account(request), report=report, photo=photo)
            messages.success(request, _("照片已加入。"))
    return redirect(reverse("reports:edit", args=[pk]) + "#pictures")


@writers
@require_POST
def quote_remove(request: HttpRequest, pk: int, quote: int) -> HttpResponse:
    remove_quote(actor=account(request), report=draft_to_write(account(request), pk), pk=quote)
    messages.success(request, _("已去掉这段话。"))
    return redirect("reports:edit", pk)


@writers
@require_POST
def picture_add(request: HttpRequest, pk: int) -> HttpResponse:
    report = draft_to_write(account(request), pk)
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            add_picture(
                actor=account(request),
                report=report,
                upload=form.cleaned_data["picture"],
                caption=form.cleaned_data["caption"],
            )
        except ValidationError as refusal:
            form.add_error("picture", refusal)
        else:
            messages.success(request, _("照片已加入。"))
            return redirect("reports:edit", pk)
    return _page(request, report, picture=form)


@writers
@require_POST
def picture_remove(request: HttpRequest, pk: int, picture: int) -> HttpResponse:
    report = draft_to_write(account(request), pk)
    remove_picture(actor=account(request), report=report, pk=picture)
    messages.success(request, _("照片已去掉。"))
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


def _page(request: HttpRequest, report: Report, **bound: Form) -> HttpResponse:
    """The editor, with forms that were refused in place of fresh ones."""
    material = material_of(report)
    document = compose(material, wish_of(report))
    numbers, wording = references(document), Wording(document, material.book)
    context = {
        "report": report,
        "heading": bound.get("heading") or HeadingForm(initial=heading_of(report)),
        "chapters": [_chapter(material, report, chapter, numbers, wording) for chapter in CHAPTERS],
        "book": [(wording.labels[name], figure) for name, figure in material.book.items()],
        "quotes": standing_quotes(report),
        "voices": offered_voices(report),
        "quote_form": bound.get("quote") or QuoteForm(),
        "pictures": standing_pictures(report),
        "photos": offered_photos(report)[:PHOTOS],
        "picture_form": bound.get("picture") or PictureForm(),
        "problems": problem_forms(report.problems),
        "contradictions": contradictions(material, report.chapters),
    }
    return render(request, "reports/edit.html", context)


def _wording(report: Report, material: Material) -> Wording:
    return Wording(compose(material, wish_of(report)), material.book)


def _chapter(
    material: Material,
    report: Report,
    chapter: Chapter,
    numbers: Callable[[str], str],
    wording: Wording,
) -> dict[str, object]:
    with material.in_its_language():
        empty = not chapter.build(material)
    return {
        "code": chapter.code,
        "title": str(chapter.title),
        "wanted": report.chapters.get(chapter.code, True),
        "parent": chapter.parent,
        "empty": empty,
        "elsewhere": ELSEWHERE.get(chapter.code),
        "blocks": [
            {
                "code": block.code,
                "label": block.label,
                "text": wording.for_people(material.text(block)),
                "filled": numbers(filled(material.text(block), material.book)),
                "edited": block.code in report.texts,
            }
            for block in chapter.texts
        ],
    }
