"""Posters by Typst: A3 for the wall, a picture for phones; the code by itself for other designs."""

import io
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import segno

from shufang.reports.posters.poster import Poster
from shufang.shared.fonts import drawable, family

TEMPLATE = Path(__file__).parent / "poster.typ"
PIXELS_PER_INCH = 288  # 270 x 360 points become 1080 x 1440 pixels
MADE = datetime(2026, 1, 1, tzinfo=UTC)  # the same poster is the same file
INK = "#26302d"


def a3(poster: Poster) -> bytes:
    """A PDF to print."""
    return _drawn(poster, "a3", "pdf")


def phone(poster: Poster) -> bytes:
    """A PNG of 1080 x 1440 pixels to post."""
    return _drawn(poster, "phone", "png")


def qr_svg(link: str) -> bytes:
    """The code alone, with the margin that scanners want."""
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="svg", border=4, scale=8, dark=INK)
    return out.getvalue()


def qr_png(link: str) -> bytes:
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="png", border=4, scale=24, dark=INK)
    return out.getvalue()


def _drawn(poster: Poster, size: str, file_format: str) -> bytes:
    import typst

    from shufang.reports.rendering.typst_pdf import our_fonts

    with tempfile.TemporaryDirectory(prefix="shufang-poster-") as name:
        folder = Path(name)
        (folder / "main.typ").write_bytes(TEMPLATE.read_bytes())
        data = {
            **poster.data(),
            "size": size,
            "serif": family("serif"),
            "sans": family("sans"),
        }
        (folder / "poster.json").write_text(drawable(json.dumps(data, ensure_ascii=False)), "utf-8")
        out = io.BytesIO()
        segno.make(poster.link, error="m", micro=False).save(out, kind="svg", border=0, dark=INK)
        (folder / "qr.svg").write_bytes(out.getvalue())
        compiler = typst.Compiler(str(folder / "main.typ"), root=name, font_paths=our_fonts())
        if file_format == "pdf":
            made = compiler.compile(format="pdf", timestamp=MADE)
        else:
            made = compiler.compile(format="png", ppi=PIXELS_PER_INCH)
    assert isinstance(made, bytes)
    return made
