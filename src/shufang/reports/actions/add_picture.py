"""Add a photo to a report, or take it out."""

import io
import secrets
import warnings
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from shufang.people.models import User
from shufang.reports.actions.holding import changes, held
from shufang.reports.models import Picture, Report
from shufang.shared.models import log

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2000  # pixels; enough for a page's width in print
KINDS = ("JPEG", "PNG", "WEBP")


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


def remove_picture(*, actor: User, report: Report, pk: int) -> None:
    """Take a photo out of a draft; its file goes when the row is gone."""
    with held(report):
        picture = report.pictures.filter(pk=pk).first()
        if picture is not None:
            path = Path(settings.MEDIA_ROOT) / picture.stored
            transaction.on_commit(partial(path.unlink, missing_ok=True))
            picture.delete()
            detail = {"caption": [picture.caption, None]}
            log(actor=actor, deed="reports.remove_picture", subject=report, detail=detail)


def reencoded(upload: UploadedFile[bytes]) -> bytes:
    """The picture alone, as JPEG: no metadata, no second meaning, turned the right way up."""
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError(_("照片超过 15 MB，请缩小后再传。"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(upload, formats=KINDS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise ValidationError(_("照片超过 4000 万像素，请缩小后再传。"))
                turned = ImageOps.exif_transpose(image).convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(_("照片超过 4000 万像素，请缩小后再传。")) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ValidationError(_("这不是能读的照片，请用 JPG 或 PNG。")) from error
    turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new("RGB", turned.size)
    plain.paste(turned)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=86, optimize=True)
    return out.getvalue()
