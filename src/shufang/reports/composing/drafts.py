"""A report row as material and wish: what composing needs."""

from dataclasses import replace
from pathlib import Path

from django.conf import settings

from shufang.reports.chapters.kit import Material, Problem
from shufang.reports.composing.compose import Cover, Wish, compose
from shufang.reports.document import Document, Style, from_data
from shufang.reports.document import Picture as PrintedPicture
from shufang.reports.document import Quote as PrintedQuote
from shufang.reports.models import Report
from shufang.reports.queries.evidence import Evidence
from shufang.reports.queries.offered import (
    caption_of,
    first_photos,
    first_voices,
    standing_pictures,
    standing_quotes,
    stored_of,
)
from shufang.shared.period import Period


def period_of(report: Report) -> Period:
    return Period(report.start, report.end, report.cutoff)


def material_at(period: Period, language: str) -> Material:
    """What a report over the period begins with, before anybody has edited it."""
    material = Material(Evidence(period, language))
    with material.in_its_language():
        said = first_voices(period)
    return replace(
        material,
        quotes=[_quote(voice.text, voice.said_by, voice.place, language) for voice in said],
        pictures=[_picture(stored_of(each), caption_of(each)) for each in first_photos(period)],
    )


def material_of(report: Report) -> Material:
    """What the report may print, with the figures of now."""
    return Material(
        evidence=Evidence(period_of(report), report.language),
        texts=report.texts,
        problems=[Problem(**row) for row in report.problems],
        quotes=[
            _quote(q.text, q.said_by, q.place, report.language) for q in standing_quotes(report)
        ],
        pictures=[_picture(p.stored, p.caption) for p in standing_pictures(report)],
    )


def _quote(text: str, said_by: str, place: str, language: str) -> PrintedQuote:
    comma = ", " if language == "en" else "，"
    return PrintedQuote(text, comma.join(part for part in (said_by, place) if part))


def _picture(stored: str, caption: str) -> PrintedPicture:
    return PrintedPicture(caption, str(Path(settings.MEDIA_ROOT) / stored), alt=caption)


def wish_of(report: Report) -> Wish:
    """How the report is wanted."""
    cover = Cover(title=report.title, **report.facts)
    style: Style = "huace" if report.style == Report.Style.HUACE else "gongwen"
    return Wish(style=style, cover=cover, chapters=report.chapters)


def document_of(report: Report) -> Document:
    """The document: as sealed, or of now while it is a draft."""
    if report.sealed_at:
        return from_data(report.figures)
    return compose(material_of(report), wish_of(report))
