"""A look as Word's styles.xml, fontTable.xml and numbering.xml."""

from shufang.reports.rendering.word_looks import Face, Look, Text

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


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
