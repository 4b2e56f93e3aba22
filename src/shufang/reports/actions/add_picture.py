"""Add a photo to a report, or take it out."""

import secrets
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.activities.models import Photo
from shufang.activities.queries.reviewing.pictures import usable
from shufang.people.models import User
from shufang.reports.actions.holding import changes, held
from shufang.reports.models import Picture, Report
from shufang.reports.queries.offered import caption_of, stored_of
from shufang.shared.models import log
from shufang.shared.photos import reencoded


def add_picture(
    *, actor: User, report: Report, upload: UploadedFile[bytes], caption: str
) -> Picture:
    """Re-encode a photo as JPEG without its place and camera data, and put it into a draft.

    Refused (ValidationError): a sealed report, other kinds of file, more than 15 MB or 40 million
    pixels, a file that only looks like a picture.
    """
    content = reencoded(upload)
    path = Path(settings.MEDIA_ROOT) / f"report-{report.pk}-{secrets.token_hex(8)}.jpg"
    try:
        with held(report):
            path.write_bytes(content)
            picture = Picture.objects.create(
                report=report, stored=path.name, caption=caption, order=report.pictures.count()
            )
            detail = changes({}, {"caption": caption})
            log(actor=actor, deed="reports.add_picture", subject=report, detail=detail)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return picture


def take_photo(*, actor: User, report: Report, photo: Photo) -> None:
    """Print a picture of an activity, as long as those on it agree. The same one twice is once.

    Refused (ValidationError): a sealed report, a picture that may not be used now.
    """
    with held(report):
        if not usable([photo]):
            raise ValidationError(_("这张照片现在不能用：没有核对，或有人不同意。"))
        if report.pictures.filter(photo=photo).exists():
            return
        caption = caption_of(photo)
        Picture.objects.create(
            report=report,
            photo=photo,
            stored=stored_of(photo),
            caption=caption,
            order=report.pictures.count(),
        )
        detail = changes({}, {"caption": caption})
        log(actor=actor, deed="reports.add_picture", subject=report, detail=detail)


def remove_picture(*, actor: User, report: Report, pk: int) -> None:
    """Take a photo out of a draft; its file goes when the row is gone, unless an activity's."""
    with held(report):
        picture = report.pictures.filter(pk=pk).first()
        if picture is not None:
            if picture.photo_id is None:
                path = Path(settings.MEDIA_ROOT) / picture.stored
                transaction.on_commit(partial(path.unlink, missing_ok=True))
            picture.delete()
            detail = {"caption": [picture.caption, None]}
            log(actor=actor, deed="reports.remove_picture", subject=report, detail=detail)
