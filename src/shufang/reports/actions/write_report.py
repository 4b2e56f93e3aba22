"""Begin a report, and write its cover, texts, chapters, problems and quotes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.people.models import User
from shufang.reports.actions.add_picture import take_photo
from shufang.reports.actions.holding import changes, held
from shufang.reports.chapters import CHAPTERS
from shufang.reports.chapters.kit import Problem
from shufang.reports.composing.compose import Cover
from shufang.reports.composing.drafts import material_of
from shufang.reports.models import Quote, Report
from shufang.reports.queries.offered import first_photos, first_voices
from shufang.shared.models import log
from shufang.shared.period import Period
from shufang.surveys.queries.voices import Voice

MOST_TEXT = 20_000
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # nothing to print, and no database keeps \x00


@dataclass(frozen=True)
class Heading:
    """What stands on the cover, and how the report is wanted."""

    period: Period
    cover: Cover
    language: str
    style: str


def begin_report(*, actor: User, heading: Heading) -> Report:
    """Start a draft whose texts are prefilled from the figures, with the latest voices and
    pictures that may be printed."""
    with transaction.atomic():
        report = Report(created_by=str(actor))
        _write_heading(report, heading)
        report.save()
        log(actor=actor, deed="reports.begin", subject=report)
        with material_of(report).in_its_language():
            said = first_voices(heading.period)
        for voice in said:
            take_voice(actor=actor, report=report, voice=voice)
        for photo in first_photos(heading.period):
            take_photo(actor=actor, report=report, photo=photo)
    return report


def change_heading(*, actor: User, report: Report, heading: Heading) -> None:
    """Change period, cover, language or style of a draft; a sealed report is refused."""
    with held(report) as now:
        before = _heading(now)
        _write_heading(report, heading)
        detail = changes(before, _heading(report))
        if detail:
            report.save(update_fields=_HEADING)
            log(actor=actor, deed="reports.change_heading", subject=report, detail=detail)


def write_texts(*, actor: User, report: Report, texts: Mapping[str, str]) -> None:
    """Keep the texts that differ from the prefilled ones; unknown or endless ones are refused.

    A text set back to what would be prefilled lives on with the figures, as if never edited.
    """
    known = {block.code: block for chapter in CHAPTERS for block in chapter.texts}
    material = material_of(report)
    clean, prefilled = {}, {}
    for code, text in texts.items():
        if code not in known:
            raise ValidationError(_("没有这一段文字。"))
        clean[code] = _UNSEEN.sub("", text.replace("\r\n", "\n")).strip()
        if len(clean[code]) > MOST_TEXT:
            raise ValidationError({code: _("文字太长，最多 %(most)s 字。") % {"most": MOST_TEXT}})
        prefilled[code] = material.prefilled(known[code]).strip()
    with held(report) as now:
        before = {code: now.texts.get(code, prefilled[code]) for code in clean}
        written = {code: text for code, text in clean.items() if text != prefilled[code]}
        report.texts = {c: t for c, t in now.texts.items() if c not in clean} | written
        if changed := changes(before, clean):
            report.save(update_fields=["texts"])
            detail = {
                "texts": [
                    [f"{known[code].label}：{pair[side]}" for code, pair in changed.items()]
                    for side in (0, 1)
                ]
            }
            log(actor=actor, deed="reports.write_texts", subject=report, detail=detail)


def choose_chapters(*, actor: User, report: Report, wanted: Sequence[str]) -> None:
    """Switch chapters on and off; numbers follow by themselves."""
    with held(report) as now:
        report.chapters = {c.code: False for c in CHAPTERS if c.code not in wanted}
        if report.chapters != now.chapters:
            report.save(update_fields=["chapters"])
            detail = {"chapters": [_printed(now), _printed(report)]}
            log(actor=actor, deed="reports.choose_chapters", subject=report, detail=detail)


def write_problems(*, actor: User, report: Report, problems: Sequence[Problem]) -> None:
    """Write the table of problems, causes and measures; lines without a problem are left out."""
    rows: list[dict[str, Any]] = [asdict(p) for p in problems if p.problem.strip()]
    with held(report) as now:
        report.problems = rows
        if rows != now.problems:
            report.save(update_fields=["problems"])
            detail = {"problems": [_lines(now.problems), _lines(rows)]}
            log(actor=actor, deed="reports.write_problems", subject=report, detail=detail)


def add_quote(*, actor: User, report: Report, text: str, said_by: str, place: str) -> Quote:
    """Add a reader's words; who said them is a description, not a name."""
    with held(report):
        order = report.quotes.count()
        quote = Quote.objects.create(
            report=report, text=text, said_by=said_by, place=place, order=order
        )
        detail = changes({}, {"text": text, "said_by": said_by, "place": place})
        log(actor=actor, deed="reports.add_quote", subject=report, detail=detail)
    return quote


def take_voice(*, actor: User, report: Report, voice: Voice) -> None:
    """Print words from the survey, as long as they stand. The same ones twice is once."""
    with held(report):
        if report.quotes.filter(answer=voice.key).exists():
            return
        said = {"text": voice.text, "said_by": voice.said_by, "place": voice.place}
        Quote.objects.create(
            report=report, answer_id=voice.key, order=report.quotes.count(), **said
        )
        log(actor=actor, deed="reports.add_quote", subject=report)


def remove_quote(*, actor: User, report: Report, pk: int) -> None:
    """Take a quote out of a draft."""
    with held(report):
        quote = report.quotes.filter(pk=pk).first()
        if quote is not None:
            said = {"text": quote.text, "said_by": quote.said_by, "place": quote.place}
            detail = {field: [value, None] for field, value in said.items()}
            if quote.answer_id is not None:
                detail = {}  # a reader who takes words back must not find them in the log
            quote.delete()
            log(actor=actor, deed="reports.remove_quote", subject=report, detail=detail)


def discard_draft(*, actor: User, report: Report) -> None:
    """Throw a draft away with its photos; a sealed report is refused."""
    with held(report) as now:
        for name in now.pictures.filter(photo=None).values_list("stored", flat=True):
            photo = Path(settings.MEDIA_ROOT) / name
            transaction.on_commit(partial(photo.unlink, missing_ok=True))
        detail = {field: [value, None] for field, value in _heading(now).items() if value}
        log(actor=actor, deed="reports.discard", subject=report, detail=detail)
        now.delete()


_HEADING = ["title", "start", "end", "cutoff", "language", "style", "facts"]


def _write_heading(report: Report, heading: Heading) -> None:
    period = heading.period
    report.start, report.end, report.cutoff = period.start, period.end, period.cutoff
    facts = asdict(heading.cover)
    report.title = facts.pop("title")
    report.facts = facts
    report.language, report.style = heading.language, heading.style


def _heading(report: Report) -> dict[str, str]:
    """What the cover and the period say, as the log keeps it."""
    own = {field: str(getattr(report, field)) for field in _HEADING if field != "facts"}
    return {**own, "facts": " · ".join(fact for fact in report.facts.values() if fact)}


def _printed(report: Report) -> list[str]:
    return [str(c.title) for c in CHAPTERS if report.chapters.get(c.code, True)]


def _lines(problems: Sequence[Mapping[str, str]]) -> list[str]:
    return [" · ".join(part for part in row.values() if part) for row in problems]
