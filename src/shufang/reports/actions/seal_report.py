"""Seal a report: its figures and files are fixed for good."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.people.models import User
from shufang.reports.composing.contradictions import contradictions
from shufang.reports.composing.drafts import document_of, material_of
from shufang.reports.document import as_data
from shufang.reports.models import Report, SealedFile
from shufang.reports.queries.templates import own_template
from shufang.reports.rendering import Format, render
from shufang.shared.models import log

FORMATS: tuple[Format, ...] = ("docx", "pdf", "html")


def seal_report(*, actor: User, report: Report, accepted: bool) -> None:
    """Render all files once, keep them with their hashes and the exact document they came from.

    Refused (ValidationError): a report already sealed; contradictions that must be mended; others
    that nobody has accepted. Files are written before the transaction, so that a failed one leaves
    a file nobody names, never a sealed report without its files.
    """
    if report.sealed_at:
        raise ValidationError(_("这份报告已经封存。"))
    found = contradictions(material_of(report), report.chapters)
    if any(one.must_mend for one in found):
        raise ValidationError(_("有必须先改正的矛盾，改好后再封存。"))
    if found and not accepted:
        raise ValidationError(_("请先读完提示的矛盾并确认接受。"))
    document = document_of(report)
    template = own_template(report.style)
    files = [
        _keep(report, form, render(document, format=form, template=template)) for form in FORMATS
    ]
    with transaction.atomic():
        sealed = Report.objects.filter(pk=report.pk, sealed_at=None).update(
            sealed_at=timezone.now(), sealed_by=str(actor), figures=as_data(document)
        )
        if not sealed:
            raise ValidationError(_("这份报告已经封存。"))
        SealedFile.objects.bulk_create(files)
        log(
            actor=actor,
            deed="reports.seal",
            subject=report,
            detail={"sha256": {file.format: file.sha256 for file in files}},
        )
    report.refresh_from_db()


def _keep(report: Report, file_format: str, content: bytes) -> SealedFile:
    digest = hashlib.sha256(content).hexdigest()
    name = f"{report.pk}-{digest[:16]}.{file_format}"
    path = Path(settings.SHUFANG_HOME) / "reports" / name
    path.write_bytes(content)
    return SealedFile(
        report=report,
        format=file_format,
        style=report.style,
        stored=name,
        sha256=digest,
        size=len(content),
    )
