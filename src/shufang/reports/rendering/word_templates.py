"""Makes the two Word templates that ship: `python -m shufang.reports.rendering.word_templates`.

They are ordinary Word files with placeholders (docs/user/word-template.md): a network may change
one in Word and use it instead. Sizes are points here and twips in the file.
"""

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

HERE = Path(__file__).parent / "templates"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Face:
    """An East Asian face, the Latin face beside it, and what Word takes where it is missing."""

    name: str
    latin: str
    instead: str = ""


FANGSONG = Face("仿宋", "Times New Roman", "FangSong")
SONG = Face("宋体", "Times New Roman", "SimSun")
HEI = Face("黑体", "Arial", "SimHei")
KAI = Face("楷体", "Times New Roman", "KaiTi")
XIAOBIAO = Face("方正小标宋简体", "Times New Roman", "华文中宋")
YAHEI = Face("微软雅黑", "Arial", "Microsoft YaHei")
ZHONGSONG = Face("华文中宋", "Times New Roman", "STZhongsong")


@dataclass(frozen=True)
class Text:
    """How a paragraph style looks: face, size and exact line in points."""

    face: Face
    size: float
    line: float
    bold: bool = False
    colour: str = ""
    align: str = ""
    before: float = 0
    after: float = 0
    indent: int = 0  # of the first line, in characters
    left: float = 0
    keep: bool = False  # on one page with what follows
    level: int = 0  # of a heading
    more: str = ""  # further paragraph properties, placed where the schema wants them


@dataclass(frozen=True)
class Look:
    """A style of documents: its page and all its paragraph styles by Word's names."""

    margins: tuple[float, float, float, float]  # top, right, bottom, left in millimetres
    texts: dict[str, Text]
    rule: str
    footer_face: Face
    footer_size: float
    both_sides: bool  # page numbers outside: right on odd, left on even pages
    cover: float  # room above the facts
    cover_margins: tuple[float, float, float, float]
    art: bool = False
    pattern: tuple[str, str] = field(default=("", ""))


def gongwen() -> Look:
    """公文: the conventions of GB/T 9704 as commonly taught."""
    body = Text(FANGSONG, 16, 28.9, align="both", indent=2)
    heads = [Text(HEI, 16, 28.9), Text(KAI, 16, 28.9), Text(FANGSONG, 16, 28.9, bold=True),
             Text(FANGSONG, 16, 28.9)]  # fmt: skip
    texts = {
        "Normal": Text(FANGSONG, 16, 28.9),
        "Body Text": body,
        "Title": Text(XIAOBIAO, 22, 36, align="center", before=108),
        "Subtitle": Text(KAI, 16, 28.9, align="center", before=17),
        **{
            f"heading {i + 1}": Text(
                t.face, t.size, t.line, bold=t.bold, indent=2, keep=True, level=i + 1
            )
            for i, t in enumerate(heads)
        },
        "TOC Heading": Text(HEI, 22, 36, align="center", after=17),
        "toc 1": Text(HEI, 14, 26),
        "toc 2": Text(FANGSONG, 14, 26, left=28),
        "Cover Label": Text(HEI, 14, 28, colour="444444"),
        "Cover Text": Text(FANGSONG, 14, 28),
        "Cover Author": Text(FANGSONG, 16, 28.9, align="center", before=60),
        "caption": Text(HEI, 12, 28, align="center", keep=True),
        "Figure Caption": Text(HEI, 12, 24.9, align="center", before=4),
        "Table Head": Text(SONG, 10.5, 17, bold=True, keep=True),
        "Table Text": Text(SONG, 10.5, 17),
        "Table Total": Text(SONG, 10.5, 17, bold=True),
        "Table Head Small": Text(SONG, 9, 14, bold=True, keep=True),
        "Table Text Small": Text(SONG, 9, 14),
        "Table Total Small": Text(SONG, 9, 14, bold=True),
        "Table Note": Text(SONG, 10.5, 16, colour="444444"),
        "After Table": Text(SONG, 2, 12.9),
        "Picture": Text(SONG, 2, 0, align="center", keep=True),
        "Quote": Text(KAI, 16, 28.9, left=32),
        "List Bullet": Text(FANGSONG, 16, 28.9),
        "List Number": Text(FANGSONG, 16, 28.9),
        "Figure Label": Text(HEI, 10.5, 16, colour="444444", before=12, left=9),
        "Key Figure": Text(SONG, 24, 32, bold=True, left=9),
        "Figure Note": Text(HEI, 9.5, 16, colour="444444", after=10, left=9),
        "Small Print": Text(SONG, 10.5, 16, colour="444444", before=7.4),
    }
    return Look(
        (37, 26, 35, 28), texts, "000000", SONG, 14, both_sides=True, cover=90,
        cover_margins=(37, 26, 35, 28), pattern=("— ", " —"),
    )  # fmt: skip


def huace() -> Look:
    """画册: the product's own look."""
    deep, quiet = "234F44", "5B6763"
    ink = "26302D"
    texts = {
        "Normal": Text(YAHEI, 11, 20, colour=ink),
        "Body Text": Text(YAHEI, 11, 20, colour=ink, align="both", indent=2, after=6),
        "Title": Text(ZHONGSONG, 30, 44, bold=True, colour=ink),
        "Subtitle": Text(YAHEI, 13, 22, colour=quiet, before=28),
        "heading 1": Text(
            ZHONGSONG, 20, 34, bold=True, colour=deep, after=20, keep=True, level=1,
            more="<w:pageBreakBefore/>",
        ),
        "heading 2": Text(
            ZHONGSONG, 14.5, 26, bold=True, colour=deep, before=12, after=12, keep=True, level=2
        ),
        "heading 3": Text(
            YAHEI, 12, 22, bold=True, colour=deep, before=8, after=10, keep=True, level=3
        ),
        "heading 4": Text(
            YAHEI, 11, 20, bold=True, colour=deep, before=6, after=9, keep=True, level=4
        ),
        "TOC Heading": Text(ZHONGSONG, 18, 36, bold=True, colour=ink, align="center", after=17),
        "toc 1": Text(ZHONGSONG, 11, 21, bold=True, colour=ink),
        "toc 2": Text(YAHEI, 11, 21, colour=ink, left=22),
        "Cover Label": Text(YAHEI, 11.5, 30, colour=quiet),
        "Cover Text": Text(YAHEI, 11.5, 30, colour=ink),
        "Cover Author": Text(ZHONGSONG, 14, 24, bold=True, colour=deep, before=40),
        "caption": Text(YAHEI, 10, 24, bold=True, colour=ink, align="center", keep=True),
        "Figure Caption": Text(
            YAHEI, 10, 19, bold=True, colour=ink, align="center", before=4, after=6
        ),
        "Table Head": Text(YAHEI, 9.5, 15, bold=True, colour=ink, keep=True),
        "Table Text": Text(YAHEI, 9.5, 15, colour=ink),
        "Table Total": Text(YAHEI, 9.5, 15, bold=True, colour=ink),
        "Table Head Small": Text(YAHEI, 8, 12, bold=True, colour=ink, keep=True),
        "Table Text Small": Text(YAHEI, 8, 12, colour=ink),
        "Table Total Small": Text(YAHEI, 8, 12, bold=True, colour=ink),
        "Table Note": Text(YAHEI, 8.5, 12, colour=quiet),
        "After Table": Text(YAHEI, 2, 9, after=6),
        "Picture": Text(YAHEI, 2, 0, align="center", keep=True),
        "Quote": Text(ZHONGSONG, 11, 20, colour=ink, after=6, left=17, more=_LEFT_RULE),
        "List Bullet": Text(YAHEI, 11, 20, colour=ink, after=6),
        "List Number": Text(YAHEI, 11, 20, colour=ink, after=6),
        "Figure Label": Text(YAHEI, 10.5, 16, colour=quiet, before=12, left=9),
        "Key Figure": Text(ZHONGSONG, 26, 34, bold=True, colour=ink, left=9),
        "Figure Note": Text(YAHEI, 9.5, 16, colour=quiet, after=10, left=9),
        "Small Print": Text(YAHEI, 8.5, 17.5, colour=quiet, after=6),
    }  # fmt: skip
    return Look(
        (25, 24, 24, 24), texts, "2F6B5B", YAHEI, 9, both_sides=False, cover=190,
        cover_margins=(62, 24, 24, 44), art=True,
    )  # fmt: skip


_LEFT_RULE = (
    '<w:pBdr><w:left w:val="single" w:sz="16" w:space="10" w:color="2F6B5B"/></w:pBdr>'
)  # fmt: skip
LOOKS = {"gongwen": gongwen, "huace": huace}


def twips(points: float) -> int:
    return round(points * 20)


def mm(value: float) -> int:
    """Millimetres in twips."""
    return round(value / 25.4 * 1440)


def style_id(name: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in name.split())


def fonts(face: Face) -> str:
    return (
        f'<w:rFonts w:ascii="{face.latin}" w:hAnsi="{face.latin}" w:cs="{face.latin}" '
        f'w:eastAsia="{face.name}"/>'
    )


def _run(text: Text) -> str:
    size = round(text.size * 2)
    return (
        fonts(text.face)
        + ('<w:b/><w:bCs/>' if text.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>')
        + '<w:i w:val="0"/>'
        + f'<w:color w:val="{text.colour or "000000"}"/>'
        + f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        + '<w:lang w:val="en-GB" w:eastAsia="zh-CN"/>'
    )  # fmt: skip


def _paragraph(text: Text, tabs: str = "", numbering: str = "") -> str:
    """Paragraph properties in the order of the schema."""
    line = (
        f'w:line="{twips(text.line)}" w:lineRule="exact"'
        if text.line
        else 'w:line="240" w:lineRule="auto"'
    )
    page_break = text.more if "pageBreakBefore" in text.more else ""
    border = text.more if "pBdr" in text.more else ""
    indent = [f'w:left="{twips(text.left)}"'] if text.left else []
    if text.indent:
        first = twips(text.indent * text.size)
        indent += [f'w:firstLineChars="{text.indent * 100}" w:firstLine="{first}"']
    return "".join(
        (
            "<w:keepNext/>" if text.keep else "",
            page_break,
            numbering,
            border,
            tabs,
            '<w:overflowPunct w:val="0"/>',  # lines end where `pages` thinks they do
            f'<w:spacing w:before="{twips(text.before)}" w:after="{twips(text.after)}" {line}/>',
            f"<w:ind {' '.join(indent)}/>" if indent else "",
            f'<w:jc w:val="{text.align}"/>' if text.align else "",
            f'<w:outlineLvl w:val="{text.level - 1}"/>' if text.level else "",
        )
    )


def styles(look: Look) -> str:
    """styles.xml: every style names its East Asian face and language."""
    normal = look.texts["Normal"]
    width = mm(210 - look.margins[1] - look.margins[3])
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
    made = []
    for name, text in look.texts.items():
        identity = style_id(name)
        default = ' w:default="1"' if name == "Normal" else ""
        based = "" if name == "Normal" else '<w:basedOn w:val="Normal"/>'
        after = '<w:next w:val="BodyText"/>' if name.startswith("heading") else ""
        number = {"List Bullet": 1, "List Number": 2}.get(name, 0)
        numbering = f'<w:numPr><w:numId w:val="{number}"/></w:numPr>' if number else ""
        properties = _paragraph(text, tabs if name.startswith("toc") else "", numbering)
        made.append(
            f'<w:style w:type="paragraph"{default} w:styleId="{identity}"><w:name w:val="{name}"/>'
            f'{based}{after}<w:uiPriority w:val="1"/><w:qFormat/>'
            f"<w:pPr>{properties}</w:pPr><w:rPr>{_run(text)}</w:rPr></w:style>"
        )
    rule = look.rule
    made.append(
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/>'
        f'<w:rPr>{fonts(normal.face)}<w:lang w:val="en-GB" w:eastAsia="zh-CN"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/>'
        '<w:rPr><w:b/><w:bCs/><w:lang w:val="en-GB" w:eastAsia="zh-CN"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="QuoteSource"><w:name w:val="Quote Source"/><w:rPr>'
        f"{_run(look.texts['Figure Label'])}</w:rPr></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="ThreeLineTable"><w:name w:val="Three Line Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
        f'<w:top w:val="single" w:sz="12" w:space="0" w:color="{rule}"/>'
        f'<w:bottom w:val="single" w:sz="12" w:space="0" w:color="{rule}"/></w:tblBorders>'
        '<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
        '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{rule}"/></w:tcBorders></w:tcPr>'
        "</w:tblStylePr></w:style>"
    )
    return (
        f'{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts(normal.face)}'
        '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault/></w:docDefaults>{''.join(made)}</w:styles>"
    )


def font_table(look: Look) -> str:
    faces = {text.face.name: text.face for text in look.texts.values()}
    made = "".join(
        f'<w:font w:name="{face.name}"><w:altName w:val="{face.instead}"/>'
        f'<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for face in faces.values()
    )
    return f'{HEAD}<w:fonts xmlns:w="{W}">{made}</w:fonts>'


def numbering() -> str:
    """Bullets, and numbers from 1; the renderer begins a new count for each list."""
    levels = (("bullet", "•"), ("decimal", "%1."))
    made = "".join(
        f'<w:abstractNum w:abstractNumId="{index}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="1000" w:hanging="420"/></w:pPr></w:lvl></w:abstractNum>'
        for index, (kind, text) in enumerate(levels)
    )
    numbers = "".join(
        f'<w:num w:numId="{index + 1}"><w:abstractNumId w:val="{index}"/></w:num>'
        for index in range(len(levels))
    )
    return f'{HEAD}<w:numbering xmlns:w="{W}">{made}{numbers}</w:numbering>'


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
