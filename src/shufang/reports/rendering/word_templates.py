"""Makes the two Word templates that ship: `python -m shufang.reports.rendering.word_templates`.

They are ordinary Word files with placeholders (docs/user/word-template.md): a network may change
one in Word and use it instead. Sizes are points here and twips in the file.
"""

from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape  # nosec B406 # writes only
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from shufang.reports.rendering.word_looks import LOOKS, Look
from shufang.reports.rendering.word_styles import (
    HEAD,
    W,
    font_table,
    fonts,
    mm,
    numbering,
    style_id,
    styles,
    twips,
)

HERE = Path(__file__).parent / "templates"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument"


def footer(look: Look, *, odd: bool) -> str:
    align = "center" if not look.both_sides else "right" if odd else "left"
    size = round(look.footer_size * 2)
    properties = (
        f"<w:rPr>{fonts(look.footer_face)}"
        f'<w:sz w:val="{size}"/><w:lang w:val="en-GB" w:eastAsia="zh-CN"/></w:rPr>'
    )

    def run(content: str) -> str:
        return f"<w:r>{properties}{content}</w:r>"

    indent = '<w:ind w:left="280" w:right="280"/>' if look.both_sides else ""
    field_ = (
        run('<w:fldChar w:fldCharType="begin"/>')
        + run('<w:instrText xml:space="preserve"> PAGE </w:instrText>')
        + run('<w:fldChar w:fldCharType="separate"/>')
        + run("<w:t>1</w:t>")
        + run('<w:fldChar w:fldCharType="end"/>')
    )
    text = [run(f'<w:t xml:space="preserve">{part}</w:t>') if part else "" for part in look.pattern]
    return (
        f'{HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:spacing w:before="0" w:after="0"/>{indent}'
        f'<w:jc w:val="{align}"/></w:pPr>{text[0]}{field_}{text[1]}</w:p></w:ftr>'
    )


def paragraph(style: str, text: str, more: str = "") -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{more}</w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _section(margins: tuple[float, float, float, float], references: str, more: str) -> str:
    top, right, bottom, left = (mm(side) for side in margins)
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="851" w:footer="{max(mm(margins[2]) - 600, 567)}" w:gutter="0"/>'
        f"{more}</w:sectPr>"
    )


def document(look: Look) -> str:
    """The cover, the contents and the body, by placeholders."""
    above = look.cover
    label, value = 1900, 6400
    facts = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{label + value}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{label}"/>'
        f'<w:gridCol w:w="{value}"/></w:tblGrid>'
        + _row(label, value, "{%tr for fact in facts %}", "")
        + _row(label, value, "{{ fact.name }}", "{{ fact.value }}")
        + _row(label, value, "{%tr endfor %}", "")
        + "</w:tbl>"
    )
    gap = (
        f'<w:p><w:pPr><w:spacing w:before="{twips(above)}" w:after="0" '
        'w:line="240" w:lineRule="exact"/></w:pPr></w:p>'
    )
    ends_cover = _section(look.cover_margins, "", "")
    ends_contents = _section(look.margins, "", "")
    references = '<w:footerReference w:type="default" r:id="rId10"/>' + (
        '<w:footerReference w:type="even" r:id="rId11"/>' if look.both_sides else ""
    )
    body = (
        (_art() if look.art else "")
        + paragraph("Title", "{{ title }}")
        + paragraph("Subtitle", "{{ subtitle }}")
        + gap
        + facts
        + paragraph("Cover Author", "{{ author }}")
        + f"<w:p><w:pPr>{ends_cover}</w:pPr></w:p>"
        + paragraph("TOC Heading", "{{ words.contents }}")
        + paragraph("Body Text", "{{p contents }}")
        + f"<w:p><w:pPr>{ends_contents}</w:pPr></w:p>"
        + paragraph("Body Text", "{{p body }}")
        + _section(look.margins, references, '<w:pgNumType w:start="1"/>')
    )
    return (
        f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<w:body>{body}</w:body></w:document>"
    )


def _row(label: int, value: int, name: str, text: str) -> str:
    return (
        f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{label}" w:type="dxa"/></w:tcPr>'
        f'{paragraph("Cover Label", name)}</w:tc>'
        f'<w:tc><w:tcPr><w:tcW w:w="{value}" w:type="dxa"/></w:tcPr>'
        f'{paragraph("Cover Text", text)}</w:tc></w:tr>'
    )  # fmt: skip


def _art() -> str:
    """The cover's ground: a picture of flat colours as large as the page, behind the text."""
    wide, high = 7560000, 10692000
    extent = f'cx="{wide}" cy="{high}"'
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>'
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="1" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>0'
        '</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>0'
        f"</wp:posOffset></wp:positionV><wp:extent {extent}/>"
        '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        '<wp:docPr id="9000" name="cover" descr=""/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="9000" name="cover"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rId12"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )


def _picture() -> bytes:
    from PIL import Image, ImageDraw

    image = Image.new("P", (840, 1188), 0)
    image.putpalette([0xFA, 0xF7, 0xF1, 0x2F, 0x6B, 0x5B, 0xD9, 0xA8, 0x60])
    drawing = ImageDraw.Draw(image)
    drawing.rectangle((0, 0, 87, 1188), fill=1)
    drawing.rectangle((88, 0, 93, 1188), fill=2)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def template(look: Look) -> bytes:
    """The Word file of a look; the same bytes each time."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            {"rId1": ("officeDocument", "word/document.xml")},
        ),
        "word/document.xml": document(look),
        "word/styles.xml": styles(look),
        "word/settings.xml": _settings(look),
        "word/fontTable.xml": font_table(look),
        "word/numbering.xml": numbering(),
        "word/footer1.xml": footer(look, odd=True),
        "word/_rels/document.xml.rels": _relations(
            {
                "rId1": ("styles", "styles.xml"),
                "rId2": ("settings", "settings.xml"),
                "rId3": ("fontTable", "fontTable.xml"),
                "rId4": ("numbering", "numbering.xml"),
                "rId10": ("footer", "footer1.xml"),
                "rId11": ("footer", "footer2.xml"),
                **({"rId12": ("image", "media/cover.png")} if look.art else {}),
            }
        ),
        "word/footer2.xml": footer(look, odd=False),
    }
    if look.art:
        parts["word/media/cover.png"] = _picture()
    return zipped(parts)


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """The parts as a zip file without any date."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in parts.items():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, content)
    return out.getvalue()


def _content_types() -> str:
    word = f"{OFFICE}.wordprocessingml"
    overrides = {
        "/word/document.xml": f"{word}.document.main+xml",
        **{
            f"/word/{part}.xml": f"{word}.{kind}+xml"
            for part, kind in (
                ("styles", "styles"), ("settings", "settings"), ("fontTable", "fontTable"),
                ("numbering", "numbering"), ("footer1", "footer"), ("footer2", "footer"),
            )
        },
    }  # fmt: skip
    made = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{made}</Types>'
    )


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{HEAD}<Relationships xmlns="{space}">{made}</Relationships>'


def _settings(look: Look) -> str:
    both = "<w:evenAndOddHeaders/>" if look.both_sides else ""
    return (
        f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>{both}'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        "<w:spaceForUL/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-GB" w:eastAsia="zh-CN"/></w:settings>'
    )


if __name__ == "__main__":
    for _name, _look in LOOKS.items():
        (HERE / f"{_name}.docx").write_bytes(template(_look()))
