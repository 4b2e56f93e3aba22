"""The document as a Word file: a template (docxtpl) filled with paragraphs of named styles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from shufang.reports.rendering import word_sections as sections
from shufang.reports.rendering import word_xml as xml
from shufang.reports.rendering.numbering import KEY_FIGURES, Numbered
from shufang.reports.rendering.sizes import title_lines
from shufang.reports.rendering.typst_pdf import pages
from shufang.reports.rendering.word_blocks import Blocks
from shufang.reports.rendering.word_templates import zipped
from shufang.reports.rendering.words import WORDS

TEMPLATES = Path(__file__).parent / "templates"
EPOCH = datetime(2000, 1, 1, 12)  # noqa: DTZ001 # Word's properties are naive


@dataclass(frozen=True)
class Fact:
    name: str
    value: str


def word(placed: Numbered, *, template: bytes | None = None) -> bytes:
    """The finished file, from the style's own template or a network's."""
    from docxtpl import DocxTemplate

    source = template or (TEMPLATES / f"{placed.style}.docx").read_bytes()
    file = DocxTemplate(BytesIO(source))
    file.init_docx()
    blocks = Blocks(placed, file.docx)
    document = placed.document
    file.render(
        {
            "title": "\n".join(title_lines(document.title, placed.style)),
            "subtitle": document.subtitle,
            "author": document.author,
            "dated": document.dated.isoformat(),
            "facts": [Fact(name, value) for name, value in document.facts],
            "words": WORDS[placed.language],
            "contents": Markup(_contents(placed, blocks)),  # noqa: S704 # nosec B704 # escaped
            "body": Markup(_body(placed, blocks)),  # noqa: S704 # nosec B704
        },
        SandboxedEnvironment(),
        autoescape=True,
    )
    sections.turn(file.docx.element.body)
    _properties(file.docx, placed)
    out = BytesIO()
    file.save(out)
    return _undated(out.getvalue())


def _body(placed: Numbered, blocks: Blocks) -> str:
    made: list[str] = []
    figures = placed.document.key_figures
    if figures:
        made.append(blocks.heading(1, placed.key_figures_title, KEY_FIGURES, on_new_page=False))
        made.append(blocks.key_figures(figures))
    made.append(blocks.all(placed.body, fresh=figures is not None))
    turned = False
    for attachment in placed.attachments:
        title = placed.titled(attachment.label, attachment.title)
        if attachment.wide:
            made.append(blocks.text("After Table", "", xml.THIN + sections.UPRIGHT))
        on_new_page = not (attachment.wide or turned)  # a section begins one
        made.append(blocks.heading(1, title, attachment.anchor, on_new_page=on_new_page))
        made.append(blocks.all(attachment.blocks, listed=False))
        if attachment.wide:
            made.append(blocks.text("After Table", "", xml.THIN + sections.WIDE))
        turned = attachment.wide
    if made and made[-1].endswith("</w:tbl>"):
        made.append(blocks.text("After Table", "", xml.THIN))
    return "".join(made)


def _contents(placed: Numbered, blocks: Blocks) -> str:
    """A table of contents field, filled: titles, and pages as the same measure lays them out.

    Word shows it as it stands and can update it; nothing asks the reader anything on opening.
    """
    found = pages(placed)
    lines: list[str] = []
    for entry in placed.contents:
        style = blocks.style(f"toc {entry.level}")
        page = str(found.get(entry.anchor, ""))
        lines.append(
            xml.contents_line(style, blocks.run(entry.title), xml.bookmark_name(entry.anchor), page)
        )
    return xml.contents_field(lines)


def _properties(docx: Any, placed: Numbered) -> None:
    properties, document = docx.core_properties, placed.document
    properties.title = document.title.replace("\n", "")[:255]
    properties.author = document.author[:255]
    properties.last_modified_by = document.author[:255]
    properties.subject = document.subtitle[:255]
    properties.language = "zh-CN" if placed.language == "zh" else "en-GB"
    properties.created = properties.modified = EPOCH.combine(document.dated, EPOCH.time())
    properties.revision = 1


def _undated(made: bytes) -> bytes:
    """The same parts in the same order, without the time of writing."""
    with ZipFile(BytesIO(made)) as archive:
        names: Iterable[str] = archive.namelist()
        return zipped({name: archive.read(name) for name in names})
