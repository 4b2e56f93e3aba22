"""Photos lose what they tell about place and camera; what is no photo is refused."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from shufang.people.models import User
from shufang.reports.actions.add_picture import add_picture, remove_picture
from shufang.reports.models import Report


def photo(**size: int) -> bytes:
    """A JPEG that says where it was taken."""
    image = Image.new("RGB", (size.get("width", 320), size.get("height", 200)), "#2f6b5b")
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x0110] = "CANARY-CAMERA"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def upload(content: bytes, name: str = "照 片.JPG") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_photo_is_kept_without_place_and_camera(draft: Report, operator: User) -> None:
    assert b"CANARY" in photo()
    picture = add_picture(actor=operator, report=draft, upload=upload(photo()), caption="皮影戏")
    stored = (Path(settings.MEDIA_ROOT) / picture.stored).read_bytes()
    assert b"CANARY" not in stored
    with Image.open(io.BytesIO(stored)) as kept:
        assert not kept.getexif()
        assert kept.format == "JPEG"


def test_a_removed_photo_leaves_no_file(
    draft: Report, operator: User, django_capture_on_commit_callbacks: Any
) -> None:
    picture = add_picture(actor=operator, report=draft, upload=upload(photo()), caption="x")
    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(actor=operator, report=draft, pk=picture.pk)
    assert not (Path(settings.MEDIA_ROOT) / picture.stored).exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ this is a program",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        photo()[:400],
    ],
    ids=["empty", "program", "svg with script", "truncated"],
)
def test_what_is_no_photo_is_refused(draft: Report, operator: User, content: bytes) -> None:
    with pytest.raises(ValidationError, match="不是能读的照片"):
        add_picture(actor=operator, report=draft, upload=upload(content), caption="x")
    assert not draft.pictures.exists()


def test_a_picture_of_endless_pixels_is_refused(draft: Report, operator: User) -> None:
    bomb = io.BytesIO()
    Image.new("1", (9000, 9000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 100_000
    with pytest.raises(ValidationError, match="4000 万像素"):
        add_picture(actor=operator, report=draft, upload=upload(bomb.getvalue()), caption="x")
