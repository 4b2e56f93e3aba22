"""Begin a report, and write its cover, texts, chapters, problems and quotes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.people.models import User
from shufang.reports.chapters import CHAPTERS
from shufang.reports.chapters.kit import Problem
from shufang.reports.composing.compose import Cover
from shufang.reports.composing.drafts import material_of
from shufang.reports.models import Quote, Report
from shufang.shared.models import log
from shufang.shared.period import Period

MOST_TEXT = 20_000


@dataclass(frozen=True)
class Heading:
    """What stands on the cover, and how the report is wanted."""

    period: Period
    cover: Cover
    language: str
    style: str


def begin_report(*, actor: User, heading: Heading) -> Report:
    """Start a draft whose texts are prefilled from the figures."""
    with transaction.atomic():
        report = Report(created_by=str(actor))
        _write_heading(report, heading)
        report.save()
        log(actor=actor, deed="reports.begin", subject=report)
    return report


def change_heading(*, actor: User, report: Report, heading: Heading) -> None:
    """Change period, cover, language or style of a draft; a sealed report is refused."""
    _refuse_sealed(report)
    with transaction.atomic():
        _write_heading(report, heading)
        report.save()
        log(actor=actor, deed="reports.change_heading", subject=report)


def write_texts(*, actor: User, report: Report, texts: Mapping[str, str]) -> None:
    """Keep the texts that differ from the prefilled ones; unknown or endless ones are refused.

    A text set back to what would be prefilled lives on with the figures, as if never edited.
    """
    _refuse_sealed(report)
    known = {block.code: block for chapter in CHAPTERS for block in chapter.texts}
    material = material_of(report)
    kept = dict(report.texts)
    for code, text in texts.items():
        if code not in known:
            raise ValidationError(_("没有这一段文字。"))
        clean = text.replace("\r\n", "\n").strip()
        if len(clean) > MOST_TEXT:
            raise ValidationError({code: _("文字太长，最多 %(most)s 字。") % {"most": MOST_TEXT}})
        if clean == material.prefilled(known[code]).strip():
            kept.pop(code, None)
        else:
            kept[code] = clean
    with transaction.atomic():
        report.texts = kept
        report.save(update_fields=["texts"])
        log(actor=actor, deed="reports.write_texts", subject=report)


def choose_chapters(*, actor: User, report: Report, wanted: Sequence[str]) -> None:
    """Switch chapters on and off; numbers follow by themselves."""
    _refuse_sealed(report)
    with transaction.atomic():
        report.chapters = {c.code: False for c in CHAPTERS if c.code not in wanted}
        report.save(update_fields=["chapters"])
        log(actor=actor, deed="reports.choose_chapters", subject=report)


def write_problems(*, actor: User, report: Report, problems: Sequence[Problem]) -> None:
    """Write the table of problems, causes and measures; lines without a problem are left out."""
    _refuse_sealed(report)
    rows: list[dict[str, Any]] = [asdict(p) for p in problems if p.problem.strip()]
    with transaction.atomic():
        report.problems = rows
        report.save(update_fields=["problems"])
        log(actor=actor, deed="reports.write_problems", subject=report)


def add_quote(*, actor: User, report: Report, text: str, said_by: str, place: str) -> Quote:
    """Add a reader's words; who said them is a description, not a name."""
    _refuse_sealed(report)
    with transaction.atomic():
        order = report.quotes.count()
        quote = Quote.objects.create(
            report=report, text=text, said_by=said_by, place=place, order=order
        )
        log(actor=actor, deed="reports.add_quote", subject=report)
    return quote


def remove_quote(*, actor: User, report: Report, pk: int) -> None:
    """Take a quote out of a draft."""
    _refuse_sealed(report)
    with transaction.atomic():
        report.quotes.filter(pk=pk).delete()
        log(actor=actor, deed="reports.remove_quote", subject=report)


def discard_draft(*, actor: User, report: Report) -> None:
    """Throw a draft away; a sealed report is refused."""
    _refuse_sealed(report)
    with transaction.atomic():
        log(actor=actor, deed="reports.discard", subject=report)
        report.delete()


def _write_heading(report: Report, heading: Heading) -> None:
    period = heading.period
    report.start, report.end, report.cutoff = period.start, period.end, period.cutoff
    facts = asdict(heading.cover)
    report.title = facts.pop("title")
    report.facts = facts
    report.language, report.style = heading.language, heading.style


def _refuse_sealed(report: Report) -> None:
    """The row is read again: somebody may have sealed it since the page was opened."""
    if Report.objects.filter(pk=report.pk, sealed_at__isnull=False).exists():
        raise ValidationError(_("这份报告已经封存，不能再改。"))
