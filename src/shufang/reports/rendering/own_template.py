"""A network's own Word template: what may stand in it.

A template is a program for docxtpl's Jinja, so only the placeholders we document are let through,
and they are filled in a sandbox besides.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

MOST_BYTES = 5 * 1024 * 1024
MOST_PARTS = 400
MOST_UNPACKED = 40 * 1024 * 1024
NAMES = r"title|subtitle|author|dated|words\.\w+|fact\.name|fact\.value|contents|body"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_ALLOWED = re.compile(
    rf"\{{\{{(?:p|r|tr|tc)?\s*(?:{NAMES})\s*\}}\}}"
    r"|\{%(?:p|r|tr|tc)?-?\s*(?:for fact in facts|endfor|if (?:subtitle|author|facts)|endif)"
    r"\s*-?%\}"
)
_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_ACTIVE = re.compile(
    r".*vbaProject\.bin|word/(?:embeddings|activeX|afchunk|controls)/.+", re.IGNORECASE
)
# Others fetch files, start programs or run macros, some of them when the report is opened.
FIELDS = {
    *("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "TOC", "PAGEREF", "REF", "SEQ", "STYLEREF"),
    *("HYPERLINK", "TITLE", "SUBJECT", "AUTHOR", "DATE", "CREATEDATE", "SAVEDATE", "="),
}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OTHER = re.compile(r"word/(?:footnotes|endnotes|comments)\.xml|docProps/.+\.xml")


class TemplateError(Exception):
    """Why a file can't be a template; `code` is one of the sentences the page knows."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code, what)
        self.code, self.what = code, what


def check_template(content: bytes) -> None:
    """Refuse what is no Word file, what unpacks endlessly, macros and other active parts, whatever
    lies elsewhere, fields that fetch something, other code.

    Raises TemplateError with code: large, word, macros, far, field (with its name), placeholder
    (with the tag), body.
    """
    if len(content) > MOST_BYTES:
        raise TemplateError("large")
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_UNPACKED:
                raise TemplateError("large")
            names = {part.filename for part in parts}
            if "word/document.xml" not in names:
                raise TemplateError("word")
            if any(_ACTIVE.fullmatch(name) for name in names):
                raise TemplateError("macros")
            links = [archive.read(name) for name in names if name.endswith(".rels")]
            written = [
                archive.read(n) for n in names if n.startswith("word/") and n.endswith(".xml")
            ]
            others = [archive.read(name) for name in names if _OTHER.fullmatch(name)]
    except (BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise TemplateError("word") from error
    if any(_leads_away(link) for link in links):
        raise TemplateError("far")
    for name in (name for part in written for name in _fields(part)):
        if name.upper() not in FIELDS:
            raise TemplateError("field", name[:40])
    if any(b"{{" in part or b"{%" in part for part in others):
        raise TemplateError("placeholder", "{{")  # they are filled too: nothing of ours goes there
    _check_placeholders(content)


def _parsed(part: bytes) -> etree._Element:
    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise TemplateError("word") from error


def _leads_away(relations: bytes) -> bool:
    """Whether opening a report would fetch something; links to web pages wait for a click."""
    return any(
        not (link.get("Type", "").endswith("/hyperlink") and _LINK.match(link.get("Target", "")))
        for link in _parsed(relations).iter("{*}Relationship")
        if link.get("TargetMode") == "External"
    )


def _fields(part: bytes) -> Iterator[str]:
    """The names of a part's fields, put together from the pieces Word cuts them into."""
    codes: list[str] = []
    open_: list[int] = []
    for element in _parsed(part).iter(f"{_WORD}fldSimple", f"{_WORD}fldChar", f"{_WORD}instrText"):
        if element.tag == f"{_WORD}fldSimple":
            codes.append(element.get(f"{_WORD}instr", ""))
        elif element.tag == f"{_WORD}instrText":
            if not open_:
                open_.append(len(codes))
                codes.append("")
            codes[open_[-1]] += element.text or ""
        elif element.get(f"{_WORD}fldCharType") == "begin":
            open_.append(len(codes))
            codes.append("")
        elif element.get(f"{_WORD}fldCharType") == "end" and open_:
            open_.pop()
    for code in codes:
        if code.strip():
            yield code.split()[0]


def _check_placeholders(content: bytes) -> None:
    from docxtpl import DocxTemplate

    try:
        file = DocxTemplate(BytesIO(content))
        file.init_docx()
        texts = [file.patch_xml(file.get_xml())]
        for uri in (file.HEADER_URI, file.FOOTER_URI):
            parts = [part for _key, part in file.get_headers_footers(uri)]
            texts += [file.patch_xml(file.get_part_xml(part)) for part in parts]
    except Exception as error:  # whatever a broken file makes the libraries say
        raise TemplateError("word") from error
    # As Jinja will see them, inside attributes and comments too; and as a reader does.
    seen = [*texts, *(re.sub(r"<[^>]+>", "", text) for text in texts)]
    tags = [tag for text in seen for tag in _TAG.findall(text)]
    for tag in tags:
        if not _ALLOWED.fullmatch(tag):
            raise TemplateError("placeholder", tag[:80])
    if not any("body" in tag for tag in tags):
        raise TemplateError("body")
