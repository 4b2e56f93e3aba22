"""The look of a plan: the faces of 公文, smaller, for tables on two or three pages."""

from dataclasses import replace

from shufang.reports.rendering.word_looks import (
    FANGSONG,
    HEI,
    SONG,
    XIAOBIAO,
    Look,
    Text,
    gongwen,
)

TITLE, LONG_TITLE = 20, 16  # points


def plan_look() -> Look:
    base = gongwen()
    texts = {
        "Normal": Text(FANGSONG, 12, 20),
        "Body Text": Text(FANGSONG, 12, 21, align="both", indent=2, after=3),
        "Title": Text(XIAOBIAO, TITLE, 30, align="center"),
        "Long Title": Text(XIAOBIAO, LONG_TITLE, 25, align="center"),
        "Subtitle": Text(FANGSONG, 12, 22, align="center", after=8, colour="444444"),
        "heading 1": Text(HEI, 12.5, 22, before=10, after=4, keep=True, level=1),
        "Table Head": Text(HEI, 10.5, 16, keep=True),
        "Table Text": Text(SONG, 10.5, 16),
        "Table Total": Text(SONG, 10.5, 16, bold=True),
        "After Table": Text(SONG, 2, 6),
        "Small Print": Text(SONG, 9, 14, colour="444444", before=6),
        "List Bullet": Text(FANGSONG, 12, 21),
        "List Number": Text(FANGSONG, 12, 21),
        "Figure Label": Text(HEI, 9, 14, colour="444444"),
    }
    margins = (25, 22, 22, 22)
    return replace(
        base, texts=texts, margins=margins, footer_size=10.5, both_sides=False, pattern=("", "")
    )
