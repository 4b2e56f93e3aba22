"""The two looks of Word documents: page, faces, sizes. All in points, margins in millimetres."""

from dataclasses import dataclass, field


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
