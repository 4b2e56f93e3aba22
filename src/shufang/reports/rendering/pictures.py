"""Photos made small enough to print, without what the camera wrote into them."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

LONGEST = 1800  # pixels: 300 a inch over 156 mm of text


@dataclass(frozen=True)
class Photo:
    content: bytes
    kind: str  # jpg or png
    width: int
    height: int


def photo(path: str) -> Photo | None:
    """The picture upright, at most 1800 pixels long, without its own data; None if unreadable."""
    from PIL import Image, ImageOps

    try:
        with Image.open(Path(path)) as opened:
            image = ImageOps.exif_transpose(opened)
            image.thumbnail((LONGEST, LONGEST))
            flat = image.mode not in ("RGBA", "LA", "P")
            image = image.convert("RGB" if flat else "RGBA")
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    out = BytesIO()
    image.save(out, "JPEG" if flat else "PNG", **({"quality": 86} if flat else {}))
    return Photo(out.getvalue(), "jpg" if flat else "png", image.width, image.height)
