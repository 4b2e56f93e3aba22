"""WordprocessingML as text. Every piece of a user's text passes `escaped`."""

from xml.sax.saxutils import escape  # nosec B406 # writes only

KEEP = "<w:keepNext/>"
BOLD = "<w:b/><w:bCs/>"
LEADER = '<w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="999999"/>'
THIN = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'


def escaped(text: str) -> str:
    """The text as runs hold it: escaped, line breaks as breaks."""
    return "<w:br/>".join(_line(line) for line in text.split("\n"))


def _line(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def attribute(text: str) -> str:
    return escape(text.replace("\n", " "), {'"': "&quot;"})


def run(text: str, properties: str = "", *, chinese: bool = False) -> str:
    """Marks that Chinese and Latin share, such as “ and —, are Chinese in a Chinese document."""
    hint = '<w:rFonts w:hint="eastAsia"/>' if chinese else ""
    style = properties.startswith("<w:rStyle")  # comes first by the schema
    inner = properties + hint if style else hint + properties
    head = f"<w:rPr>{inner}</w:rPr>" if inner else ""
    return f"<w:r>{head}{escaped(text)}</w:r>"


def paragraph(style: str, content: str, properties: str = "") -> str:
    """`style` is an id, or "" for the template's own default."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{content}</w:p>"


def bookmark_name(anchor: str) -> str:
    """Word hides names that begin with _Toc and keeps them through an update."""
    return "_Toc" + anchor.replace("-", "")


def bookmarked(content: str, name: str, number: int) -> str:
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _field(instruction: str, shown: str) -> str:
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return _mark("begin") + code + _mark("separate") + shown + _mark("end")


def contents_line(style: str, title_run: str, bookmark: str, page: str) -> str:
    """One entry: the title and its page lead to the heading."""
    inner = (
        title_run
        + f"<w:r><w:rPr>{LEADER}</w:rPr><w:tab/></w:r>"
        + _field(f"PAGEREF {bookmark} \\h", f"<w:r><w:t>{page}</w:t></w:r>")
    )
    return paragraph(
        style, f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{inner}</w:hyperlink>'
    )


def contents_field(lines: list[str]) -> str:
    """The TOC field around its entries: begun in the first, ended after the last."""
    if not lines:
        return paragraph("", "")
    code = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
    begin = _mark("begin") + code + _mark("separate")
    at = lines[0].index("</w:pPr>") + len("</w:pPr>")
    first = lines[0][:at] + begin + lines[0][at:]
    last = lines[-1] if len(lines) > 1 else first
    last = last.removesuffix("</w:p>") + _mark("end") + "</w:p>"
    entries = [last] if len(lines) == 1 else [first, *lines[1:-1], last]
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
        + "".join(entries)
        + "</w:sdtContent></w:sdt>"
    )


def cell(width: int, content: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def row(cells: str, *, header: bool = False) -> str:
    head = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>"


def table(style: str, widths: list[int], rows: str, *, borders: str = "", caption: str = "") -> str:
    named = f'<w:tblStyle w:val="{style}"/>' if style else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    title = f'<w:tblCaption w:val="{attribute(caption)}"/>' if caption else ""
    return (
        f'<w:tbl><w:tblPr>{named}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'{borders}<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
        '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="0" w:noVBand="1"/>{title}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def border(side: str, size: int, colour: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'


def picture(relation: str, number: int, size: tuple[float, float], alt: str, crop: str = "") -> str:
    """An inline picture; size in millimetres."""
    wide, high = (round(side * 36000) for side in size)
    return (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{number}" name="picture {number}" descr="{attribute(alt)}"/>'
        '<wp:cNvGraphicFramePr/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/'
        '2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="picture {number}"/><pic:cNvPicPr/>'
        '</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/relationships" r:embed="{relation}"/>{crop}<a:stretch><a:fillRect/>'
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" '
        f'cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
