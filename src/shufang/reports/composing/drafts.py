"""A report row as material and wish: what composing needs."""

from pathlib import Path

from django.conf import settings

from shufang.reports.chapters.kit import Material, Problem
from shufang.reports.composing.compose import Cover, Wish, compose
from shufang.reports.document import Document, Style, from_data
from shufang.reports.document import Picture as PrintedPicture
from shufang.reports.document import Quote as PrintedQuote
from shufang.reports.models import Report
from shufang.reports.queries.evidence import Evidence
from shufang.reports.queries.offered import standing_pictures, standing_quotes
from shufang.shared.period import Period


def period_of(report: Report) -> Period:
    return Period(report.start, report.end, report.cutoff)


def material_of(report: Report) -> Material:
    """What the report may print, with the figures of now."""
    comma = ", " if report.language == "en" else "，"
    return Material(
        evidence=Evidence(period_of(report), report.language),
        texts=report.texts,
        problems=[Problem(**row) for row in report.problems],
        quotes=[
            PrintedQuote(q.text, comma.join(part for part in (q.said_by, q.place) if part))
            for q in standing_quotes(report)
        ],
        pictures=[
            PrintedPicture(p.caption, str(Path(settings.MEDIA_ROOT) / p.stored), alt=p.caption)
            for p in standing_pictures(report)
        ],
    )


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
