"""A network's own Word template: what may stand in it.

A template is a program for docxtpl's Jinja, so only the placeholders we document are let through,
and they are filled in a sandbox besides.
"""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

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
_FAR = re.compile(rb'TargetMode="External"[^>]*attachedTemplate|attachedTemplate[^>]*"External"')
_OTHER = re.compile(r"word/(?:footnotes|endnotes|comments)\.xml|docProps/.+\.xml")


class TemplateError(Exception):
    """Why a file can't be a template; `code` is one of the sentences the page knows."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code, what)
        self.code, self.what = code, what


def check_template(content: bytes) -> None:
    """Refuse what is no Word file, what unpacks endlessly, macros, far templates, other code.

    Raises TemplateError with code: large, word, macros, far, placeholder (with the tag), body.
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
            if any(name.endswith("vbaProject.bin") for name in names):
                raise TemplateError("macros")
            links = [archive.read(name) for name in names if name.endswith(".rels")]
            others = [archive.read(name) for name in names if _OTHER.fullmatch(name)]
    except (BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise TemplateError("word") from error
    if any(_FAR.search(link) for link in links):
        raise TemplateError("far")
    if any(b"{{" in part or b"{%" in part for part in others):
        raise TemplateError("placeholder", "{{")  # they are filled too: nothing of ours goes there
    _check_placeholders(content)


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
    tags = [tag for text in texts for tag in _TAG.findall(re.sub(r"<[^>]+>", "", text))]
    for tag in tags:
        if not _ALLOWED.fullmatch(tag):
            raise TemplateError("placeholder", tag[:80])
    if not any("body" in tag for tag in tags):
        raise TemplateError("body")
