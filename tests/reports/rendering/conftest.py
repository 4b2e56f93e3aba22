"""Photos to print, and the files of the rich sample document."""

from pathlib import Path

import pytest
from PIL import Image

from shufang.reports.rendering import Format, render
from tests.reports.rendering.sample import sample


@pytest.fixture
def photos(tmp_path: Path) -> tuple[Path, ...]:
    """One landscape, one upright; the first carries a place in its EXIF data."""
    made = []
    for index, size in enumerate(((640, 400), (300, 400))):
        path = tmp_path / f"{index}.jpg"
        exif = Image.Exif()
        exif[0x010E] = "SECRET-PLACE"
        Image.new("RGB", size, "#8fb3a5").save(path, exif=exif)
        made.append(path)
    return tuple(made)


@pytest.fixture(scope="session")
def chinese() -> dict[Format, bytes]:
    """The sample in the 公文 style in all three formats."""
    document = sample(rows=120)
    formats: tuple[Format, ...] = ("docx", "pdf", "html")
    return {form: render(document, form) for form in formats}
