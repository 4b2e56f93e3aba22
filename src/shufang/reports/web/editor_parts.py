"""The report editor: what is added to the texts and taken away again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shufang.people.queries.account import account
from shufang.reports.actions.add_picture import add_picture, remove_picture, take_photo
from shufang.reports.actions.write_report import (
    add_quote,
    remove_quote,
    take_voice,
    write_problems,
)
from shufang.reports.composing.drafts import material_of
from shufang.reports.forms.parts import PictureForm, QuoteForm, problem_forms, problems_from
from shufang.reports.queries.access import draft_to_write
from shufang.reports.queries.offered import offered_photos, offered_voices
from shufang.reports.web.editor_page import editor_page, writers


@writers
@require_POST
def edit_problems(request: HttpRequest, pk: int) -> HttpResponse:
    report = draft_to_write(account(request), pk)
    forms = problem_forms(report.problems, request.POST)
    valid = [form.is_valid() for form in forms]  # all of them: each keeps its own errors
    if not all(valid):
        messages.error(request, _("问题与措施里有一行太长，没有保存。"))
        return editor_page(request, report)
    write_problems(actor=account(request), report=report, problems=problems_from(forms))
    messages.success(request, _("问题与措施已保存。"))
    return redirect("reports:edit", pk)


@writers
@require_POST
def quote_add(request: HttpRequest, pk: int) -> HttpResponse:
    report = draft_to_write(account(request), pk)
    form = QuoteForm(request.POST)
    if not form.is_valid():
        return editor_page(request, report, quote=form)
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
    return editor_page(request, report, picture=form)


@writers
@require_POST
def picture_remove(request: HttpRequest, pk: int, picture: int) -> HttpResponse:
    report = draft_to_write(account(request), pk)
    remove_picture(actor=account(request), report=report, pk=picture)
    messages.success(request, _("照片已去掉。"))
    return redirect("reports:edit", pk)
