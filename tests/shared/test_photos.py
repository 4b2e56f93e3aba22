"""Uploaded photos: pixels alone, the right way up; a refusal says what to do."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from shufang.shared.photos import reencoded


def sent(image: Image.Image, kind: str, **options: object) -> SimpleUploadedFile:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return SimpleUploadedFile("a", out.getvalue())


def kept(upload: SimpleUploadedFile) -> Image.Image:
    return Image.open(io.BytesIO(reencoded(upload)))


def test_a_photo_taken_upright_stands_upright_and_forgets_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[274] = 6  # turned by the phone
    exif[0x8825] = {1: "N", 2: (30.0, 46.0, 0.0)}
    photo = kept(sent(Image.new("RGB", (400, 200)), "JPEG", exif=exif.tobytes()))
    assert photo.size == (200, 400)
    assert not dict(photo.getexif())


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_can_be_seen_through_shows_white(mode: str) -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0)).convert(mode)
    options = {"transparency": clear.getpixel((0, 0))} if mode == "P" else {}
    pixel = kept(sent(clear, "PNG", **options)).getpixel((20, 20))
    assert isinstance(pixel, tuple)
    assert min(pixel) > 250


def test_apples_format_is_named_with_what_to_do() -> None:
    heic = SimpleUploadedFile("IMG_0001.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(400))
    with pytest.raises(ValidationError, match="HEIC"):
        reencoded(heic)
