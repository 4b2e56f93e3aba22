"""Photos that people upload: taken in as pixels alone."""

import io
import warnings

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2000  # pixels; enough for a page's width in print
KINDS = ("JPEG", "PNG", "WEBP")
HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")  # as phones of Apple name it


def reencoded(upload: UploadedFile[bytes]) -> bytes:
    """The picture alone, as JPEG: no metadata, no second meaning, turned the right way up.

    Refused (ValidationError): other kinds of file, more than 15 MB or 40 million pixels, a file
    that only looks like a picture.
    """
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError(_("照片超过 15 MB，请缩小后再传。"))
    head = upload.read(12)
    upload.seek(0)
    if head[4:8] == b"ftyp" and head[8:] in HEIC:
        raise ValidationError(
            _("这是苹果手机的 HEIC 照片：请先转成 JPG，或在手机设置里把相机格式改为“兼容性最佳”。")
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(upload, formats=KINDS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise ValidationError(_("照片超过 4000 万像素，请缩小后再传。"))
                turned = _on_paper(ImageOps.exif_transpose(image))
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


def _on_paper(image: Image.Image) -> Image.Image:
    """What can be seen through shows white, as on paper."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(paper, seen).convert("RGB")
