"""PDF by Typst: tagged, with bookmarks, the same bytes for the same document."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from shufang.reports.rendering.layout import Layout
from shufang.reports.rendering.numbering import Numbered

TEMPLATE = Path(__file__).parent / "templates/document.typ"


def pdf(placed: Numbered) -> bytes:
    """The finished file."""
    with _compiler(Layout(placed)) as compiler:
        day = datetime.combine(placed.document.dated, time(12), UTC)
        made: bytes = compiler.compile(format="pdf", timestamp=day)
    return made


def pages(placed: Numbered) -> dict[str, int]:
    """The printed page number of every heading and attachment, by anchor.

    The Word file is laid out in the same measure: its table of contents starts with these.
    """
    with _compiler(Layout(placed, as_word=True)) as compiler:
        found = json.loads(compiler.query("<on-page>", field="value"))
    return {place["anchor"]: place["page"] for place in found if place["anchor"]}


@contextmanager
def _compiler(layout: Layout) -> Iterator[Any]:
    """A compiler in a folder that holds the template and the document, and nothing else."""
    import typst

    from shufang.shared.fonts import drawable

    with tempfile.TemporaryDirectory(prefix="shufang-document-") as name:
        folder = Path(name)
        (folder / "main.typ").write_bytes(TEMPLATE.read_bytes())
        text = drawable(json.dumps(layout.data, ensure_ascii=False))
        (folder / "document.json").write_text(text, "utf-8")
        for file, content in layout.files.items():
            (folder / file).write_bytes(content)
        yield typst.Compiler(str(folder / "main.typ"), root=name, font_paths=our_fonts())


@cache
def our_fonts() -> Any:
    """Our faces only, read once: the same file on every machine that has them."""
    import typst

    from shufang.shared.fonts import folders

    return typst.Fonts(include_system_fonts=False, font_paths=[str(f) for f in folders()])
