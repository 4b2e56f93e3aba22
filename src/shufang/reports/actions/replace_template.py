"""Put a network's own Word template in the place of a shipped one, or take it away again."""

import os

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.people.models import User
from shufang.reports.document import Document
from shufang.reports.models import Report
from shufang.reports.queries.templates import own_template_path
from shufang.reports.rendering import render
from shufang.reports.rendering.own_template import MOST_BYTES, TemplateError, check_template
from shufang.shared.models import log


def replace_template(*, actor: User, style: str, upload: UploadedFile[bytes]) -> None:
    """Keep an uploaded template for a style, once a report has been filled into it.

    Refused (ValidationError): no Word file, more than 5 MB, macros, a template elsewhere, code or
    placeholders other than the documented ones, no place for the body.
    """
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError(_sentence(TemplateError("large")))
    content = upload.read()
    try:
        check_template(content)
        _try_out(content)
    except TemplateError as refusal:
        raise ValidationError(_sentence(refusal)) from refusal
    path = own_template_path(style)
    path.parent.mkdir(exist_ok=True, mode=0o700)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(content)
    with transaction.atomic():
        log(actor=actor, deed="reports.replace_template", subject=_subject(style))
        os.replace(fresh, path)


def restore_template(*, actor: User, style: str) -> None:
    """Go back to the shipped template."""
    with transaction.atomic():
        log(actor=actor, deed="reports.restore_template", subject=_subject(style))
        own_template_path(style).unlink(missing_ok=True)


def _try_out(content: bytes) -> None:
    try:
        render(Document(title="试印", body=()), "docx", template=content)
    except Exception as error:  # whatever the libraries say of a template they can't fill
        raise TemplateError("word") from error


def _subject(style: str) -> Report:
    """The log names an object: a report of this style that does not exist yet."""
    return Report(title=str(Report.Style(style).label))


def _sentence(refusal: TemplateError) -> str:
    return {
        "large": _("模板不能超过 5 MB，展开后也不能过大。"),
        "word": _("这不是能用的 Word 模板，请从现用模板改起，存为 .docx。"),
        "macros": _("模板里有宏或嵌入的对象，请去掉后存为不带宏的 .docx。"),
        "far": _("模板还连着别处的模板、图片或文件，请在 Word 里断开后再传。"),
        "field": _("模板里有会自己去取东西的域“%(name)s”，请删去后再传。") % {"name": refusal.what},
        "placeholder": _("模板里有不认得的占位符“%(tag)s”，只能用说明里列出的那些。")
        % {"tag": refusal.what},
        "body": _("模板里缺少 {{p body }}，正文没有地方放。"),
    }[refusal.code]
