"""Seal a report: its figures and files are fixed for good."""

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.lake import version
from shufang.people.models import User
from shufang.reports.actions.holding import held
from shufang.reports.composing.contradictions import Contradiction, contradictions
from shufang.reports.composing.drafts import document_of, material_of
from shufang.reports.document import Document, as_data
from shufang.reports.models import Report, SealedFile
from shufang.reports.queries.templates import own_template
from shufang.reports.rendering import Format, render
from shufang.shared.models import log

FORMATS: tuple[Format, ...] = ("docx", "pdf", "html")
TRIES = 3  # to compose while nothing changes


def seal_report(*, actor: User, report: Report, accepted: bool) -> None:
    """Render all files once, keep them with their hashes and the exact document they came from.

    Refused (ValidationError): a report already sealed; contradictions that must be mended; others
    that nobody has accepted; figures or a draft that change while they are put together. Files
    are written before the transaction, so that a failed one leaves a file nobody names, never a
    sealed report without its files.
    """
    if report.sealed_at:
        raise ValidationError(_("这份报告已经封存。"))
    content = _content(report)
    found, document = _settled(report)
    if any(one.must_mend for one in found):
        raise ValidationError(_("有必须先改正的矛盾，改好后再封存。"))
    if found and not accepted:
        raise ValidationError(_("请先读完提示的矛盾并确认接受。"))
    template = own_template(report.style)
    files = [
        _keep(report, form, render(document, format=form, template=template)) for form in FORMATS
    ]
    with held(report) as now:
        if _content(now) != content:
            raise ValidationError(_("有人刚改过这份草稿，请再看一遍，然后封存。"))
        Report.objects.filter(pk=report.pk).update(
            sealed_at=timezone.now(), sealed_by=str(actor), figures=as_data(document)
        )
        SealedFile.objects.bulk_create(files)
        log(
            actor=actor,
            deed="reports.seal",
            subject=report,
            detail={
                "sha256": [None, {file.format: file.sha256 for file in files}],
                "accepted": [None, [one.text for one in found]],
            },
        )
    report.refresh_from_db()


def _settled(report: Report) -> tuple[list[Contradiction], Document]:
    """The contradictions and the document, all of it over the same figures.

    Each figure is asked for by itself: an import that commits between two of them would leave a
    total beside parts that don't add up to it.
    """
    for _attempt in range(TRIES):
        before = version()
        found = contradictions(material_of(report), report.chapters)
        document = document_of(report)
        if version() == before:
            return found, document
    raise ValidationError(_("数据正在变化（可能有人在导入），请过一会儿再封存。"))


def _content(report: Report) -> list[object]:
    """All that people wrote into the draft."""
    own = ("title", "start", "end", "cutoff", "language", "style", "facts", "chapters", "texts")
    return [
        *(getattr(report, field) for field in (*own, "problems")),
        list(report.quotes.values_list("pk", "text", "said_by", "place")),
        list(report.pictures.values_list("pk", "stored", "caption")),
    ]


def _keep(report: Report, file_format: str, content: bytes) -> SealedFile:
    digest = hashlib.sha256(content).hexdigest()
    name = f"{report.pk}-{digest[:16]}.{file_format}"
    path = Path(settings.SHUFANG_HOME) / "reports" / name
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())  # the seal is kept before the transaction says so
    return SealedFile(
        report=report,
        format=file_format,
        style=report.style,
        stored=name,
        sha256=digest,
        size=len(content),
    )
