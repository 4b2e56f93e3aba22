"""A numbered document as plain data for the Typst template, with its pictures as files."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from shufang.reports.document import (
    Chart,
    Gallery,
    Heading,
    Items,
    KeyFigures,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Run,
    Style,
    Table,
)
from shufang.reports.rendering.columns import KEPT_ROWS, sheet
from shufang.reports.rendering.numbering import Numbered, Placed
from shufang.reports.rendering.pictures import photo
from shufang.reports.rendering.sizes import MEASURE, chart_size, photo_size, title_lines
from shufang.reports.rendering.words import WORDS
from shufang.shared.charts import draw
from shufang.shared.fonts import family

HYPHEN = re.compile(r"(?<=\d)-(?=\d)")  # a date may be cut here, in Word
# Where Word leaves a little room between Chinese and Latin.
BORDER = re.compile("(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u3400-\u9fff])")


class Layout:
    """`data` goes into document.json, `files` beside it."""

    def __init__(self, placed: Numbered, *, as_word: bool = False) -> None:
        self.placed = placed
        self.as_word = as_word
        self.files: dict[str, bytes] = {}
        self.words = WORDS[placed.language]
        self.data = self._data()

    def _data(self) -> dict[str, Any]:
        placed, document = self.placed, self.placed.document
        figures = document.key_figures
        zh = placed.language == "zh"
        serif, sans = family("serif"), family("sans")
        return {
            "style": placed.style,
            "as_word": self.as_word,
            "zh": zh,
            "lang": "zh" if zh else "en",
            "region": "cn" if zh else "gb",
            "serif": serif,
            "sans": sans,
            "fangsong": ["FangSong", serif],
            "kai": ["KaiTi", serif],
            "words": self.words,
            "title": document.title.replace("\n", " " if not zh else ""),
            "title_lines": title_lines(document.title, placed.style),
            "subtitle": document.subtitle,
            "author": document.author,
            "year": document.dated.year,
            "month": document.dated.month,
            "day": document.dated.day,
            "facts": document.facts,
            "contents": [entry.title for entry in placed.contents],
            "key_figures": _figures(figures) if figures else [],
            "key_figures_title": placed.key_figures_title,
            "body": self._blocks(placed.body),
            "attachments": [
                {
                    "anchor": item.anchor,
                    "title": placed.titled(item.label, item.title),
                    "blocks": self._blocks(item.blocks),
                    "wide": item.wide,
                }
                for item in placed.attachments
            ],
        }

    def _blocks(self, blocks: Iterable[Placed]) -> list[dict[str, Any]]:
        made = [self._block(placed) for placed in blocks]
        for block, after in pairwise([*made, {"kind": "page-break"}]):
            chapter = after["kind"] == "heading" and after["level"] == 1
            opens = chapter and self._huace and not after["same_page"]
            block["followed"] = after["kind"] != "page-break" and not opens  # on the same page
        return made

    @property
    def _huace(self) -> bool:
        return self.placed.style == "huace"

    def _block(self, placed: Placed) -> dict[str, Any]:
        block = placed.block
        match block:
            case Heading():
                text = self.placed.titled(placed.label, block.text)
                return {
                    "kind": "heading",
                    "level": block.level,
                    "text": text,
                    "anchor": placed.anchor,
                    "same_page": block.same_page,
                }
            case Paragraph():
                return {"kind": "paragraph", "runs": self._runs(block.runs)}
            case Table():
                caption = self.placed.titled(placed.label, block.caption)
                return {
                    "kind": "table",
                    "caption": caption,
                    "note": block.note,
                    "table": _table(block, self.placed.style),
                }
            case Chart():
                name = f"{placed.anchor}.svg"
                self.files[name] = draw(block.spec)
                return {
                    "kind": "figure",
                    "file": name,
                    "alt": block.caption,
                    "width": chart_size(self.files[name], self.placed.style)[0],
                    "caption": self.placed.titled(placed.label, block.caption),
                }
            case Picture():
                return {"kind": "figure", **self._picture(block, placed.label, placed.anchor)}
            case Gallery():
                return {
                    "kind": "gallery",
                    "height": (MEASURE[self.placed.style].width - 6) / 2 * 0.68,
                    "pictures": [
                        self._picture(picture, "", f"{placed.anchor}-{index}")
                        for index, picture in enumerate(block.pictures)
                    ],
                }
            case Quote():
                source = self.words["source"] + block.source if block.source else ""
                return {"kind": "quote", "text": block.text, "source": source}
            case Items():
                items = [self._runs(item.runs) for item in block.items]
                return {"kind": "items", "ordered": block.ordered, "items": items}
            case KeyFigures():
                return {"kind": "key-figures", "figures": _figures(block)}
            case Note():
                return {"kind": "note", "text": block.text}
            case PageBreak():
                return {"kind": "page-break"}

    def _runs(self, runs: Iterable[Run]) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        before = ""
        for run in runs:
            text = before + run.text
            if self.as_word:
                text = BORDER.sub(" ", HYPHEN.sub("-\u200b", text))
            made.append({"text": text[len(before) :], "strong": run.strong})
            before = run.text[-1:]
        return made

    def _picture(self, picture: Picture, label: str, anchor: str) -> dict[str, Any]:
        found = photo(picture.path)
        name = f"{anchor}.{found.kind}" if found else ""
        if found:
            self.files[name] = found.content
        return {
            "file": name,
            "alt": picture.alt or picture.caption,
            "width": photo_size(found, self.placed.style)[0] if found else 0,
            "caption": self.placed.titled(label, picture.caption),
        }


def _figures(block: KeyFigures) -> list[dict[str, str]]:
    return [
        {"label": f.label, "value": f.value, "unit": f.unit, "note": f.note} for f in block.figures
    ]


def _table(table: Table, style: Style) -> dict[str, Any]:
    texts, printed = table.texts(), sheet(table, style)
    count = len(table.rows)
    return {
        "header": texts[0],
        "rows": texts[1 : count + 1],
        "total": texts[-1] if table.total else [],
        "aligns": [column.align for column in table.columns],
        "widths": printed.widths,
        "size": printed.size,
        "pitch": printed.pitch,
        "kept": len(table.rows) <= KEPT_ROWS,
    }
