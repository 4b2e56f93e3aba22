"""What the report editor shows, and who may open it."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy

from shufang.reports.chapters import CHAPTERS
from shufang.reports.chapters.kit import Chapter, Material
from shufang.reports.composing.compose import compose
from shufang.reports.composing.contradictions import contradictions
from shufang.reports.composing.drafts import material_of, wish_of
from shufang.reports.composing.wording import Wording
from shufang.reports.forms.heading import HeadingForm, heading_of
from shufang.reports.forms.parts import PictureForm, QuoteForm, problem_forms
from shufang.reports.models import Report
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


def editor_page(request: HttpRequest, report: Report, **bound: Form) -> HttpResponse:
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
