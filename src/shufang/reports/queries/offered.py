"""Voices and pictures from activities: what a report is offered, and what of its own still stands.

A family that takes a consent or an answer back is gone from every draft at once; what was sealed is
fixed.
"""

from shufang.activities.actions.reviewing.pictures import FOLDER
from shufang.activities.models import Photo
from shufang.activities.queries.reviewing.pictures import pictures_of, usable
from shufang.reports.models import Picture, Quote, Report
from shufang.shared.period import Period
from shufang.surveys.queries.voices import Voice, voices

# What a report begins with; people add others and take out what does not fit.
FIRST_VOICES, FIRST_PHOTOS = 6, 8


def first_voices(period: Period) -> list[Voice]:
    """The latest few."""
    return voices(period)[:FIRST_VOICES]


def first_photos(period: Period) -> list[Photo]:
    """One of each activity, of the latest ones, in the order of their days."""
    one_each = {photo.activity_id: photo for photo in reversed(pictures_of(period))}
    return list(one_each.values())[:FIRST_PHOTOS][::-1]


def stored_of(photo: Photo) -> str:
    """The file of an activity's picture, below the media folder."""
    return f"{FOLDER}/{photo.stored}"


def caption_of(photo: Photo) -> str:
    return photo.caption or photo.activity.title


def offered_voices(report: Report) -> list[Voice]:
    """Readers' words from the survey that may be printed and are not in the report yet."""
    taken = set(report.quotes.values_list("answer", flat=True))
    return [voice for voice in voices(_period(report)) if voice.key not in taken]


def offered_photos(report: Report) -> list[Photo]:
    """Pictures of the period's activities that may be used and are not in the report yet."""
    taken = set(report.pictures.values_list("photo", flat=True))
    return [photo for photo in pictures_of(_period(report)) if photo.pk not in taken]


def standing_quotes(report: Report) -> list[Quote]:
    """The report's voices, without those that their readers took back or staff kept back."""
    return [
        quote
        for quote in report.quotes.select_related("answer")
        if quote.answer is None
        or (quote.answer.printable and quote.answer.may_quote and not quote.answer.withdrawn_at)
    ]


def standing_pictures(report: Report) -> list[Picture]:
    """The report's pictures, without those somebody on them no longer agrees to."""
    found = list(report.pictures.select_related("photo").prefetch_related("photo__households"))
    agreed = {photo.pk for photo in usable(p.photo for p in found if p.photo is not None)}
    return [p for p in found if p.photo_id is None or p.photo_id in agreed]


def _period(report: Report) -> Period:
    return Period(report.start, report.end, report.cutoff)
