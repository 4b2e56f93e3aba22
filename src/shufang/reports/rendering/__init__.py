"""A document as a file: `render(document, format)`.

Numbers are given once (`numbering.py`); `docx.py`, `typst_pdf.py` and `html.py` only print. The
same document gives the same bytes, always.
"""

from typing import Literal

from shufang.reports.document import Document
from shufang.reports.rendering.numbering import numbered

Format = Literal["docx", "pdf", "html"]
MEDIA_TYPES: dict[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}


def render(document: Document, format: Format, *, template: bytes | None = None) -> bytes:  # noqa: A002
    """The file. `template` is a Word file of the network's own (docs/user/word-template.md)."""
    placed = numbered(document)
    if format == "docx":
        from shufang.reports.rendering.docx import word

        return word(placed, template=template)
    if format == "pdf":
        from shufang.reports.rendering.typst_pdf import pdf

        return pdf(placed)
    from shufang.reports.rendering.html import page

    return page(placed).encode()


def embedded(document: Document) -> str:
    """The document as markup inside one of the site's pages: no style in it.

    The page links `reports/document.css` and `shared/charts.css`. Ids begin with `d-`.
    """
    from shufang.reports.rendering.html import article

    return article(numbered(document))
