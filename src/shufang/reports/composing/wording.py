"""Texts as people edit them: figures, tables and charts go by what they are called.

A draft keeps `{activities_held}` and `{表:execution}`, which stay right whatever a thing is
called; the editor shows and takes `{活动场次}` and `{表：项目执行数据一览表}`.
"""

import re
from collections.abc import Mapping
from functools import cached_property

from shufang.reports.document import Attachment, Block, Document, Heading
from shufang.reports.rendering.numbering import KINDS, REFERENCE
from shufang.reports.texts import FigureBook

_IN_BRACES = re.compile(r"\{([^{}\n]{1,120})\}")


class Wording:
    """Goes both ways with what a report's figures and numbered things are called now."""

    def __init__(self, document: Document, book: FigureBook) -> None:
        self.document = document
        self.book = book

    def for_people(self, text: str) -> str:
        """Names of figures as labels, keys of numbered things as captions."""
        return _IN_BRACES.sub(lambda m: "{" + self._called.get(m[1], m[1]) + "}", text)

    def as_kept(self, text: str) -> str:
        """The same backwards; what is not known stays as it was typed."""
        return _IN_BRACES.sub(lambda m: "{" + self._kept.get(_plain(m[1]), m[1]) + "}", text)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Name of a figure -> what the editor puts into a text for it."""
        return {name: self._called.get(name, name) for name in self.book}

    @cached_property
    def _called(self) -> dict[str, str]:
        figures = {name: figure.label for name, figure in self.book.items()}
        return _only_once(figures) | _only_once(self._references())

    @cached_property
    def _kept(self) -> dict[str, str]:
        return {_plain(label): name for name, label in self._called.items()}

    def _references(self) -> dict[str, str]:
        captions = {
            (type(block), key): caption
            for block in [*self.document.body, *self.document.attachments]
            for key, caption in [_caption(block)]
            if key and caption
        }
        found = {}
        colon = "：" if self.document.language == "zh" else ": "
        for (kind, key), caption in captions.items():
            for word, means in KINDS.items():
                if means == _MEANS.get(kind.__name__) and not _IN_BRACES.search(caption):
                    found[f"{word}:{key}"] = f"{word}{colon}{caption}"
        return found


_MEANS = {
    "Table": "table",
    "Chart": "figure",
    "Picture": "figure",
    "Attachment": "annex",
    "Heading": "chapter",
}


def _caption(block: Block | Attachment) -> tuple[str, str]:
    key = str(getattr(block, "key", ""))
    if isinstance(block, Heading):
        return key, block.text
    if isinstance(block, Attachment):
        return key, block.title
    return key, str(getattr(block, "caption", ""))


def _only_once(called: dict[str, str]) -> dict[str, str]:
    """Without labels that two things share, or that would be read as something else."""
    labels = [_plain(label) for label in called.values()]
    return {
        name: label
        for name, label in called.items()
        if labels.count(_plain(label)) == 1
        and not set("{}\n") & set(label)
        and not REFERENCE.fullmatch("{" + label + "}")
    }


def _plain(text: str) -> str:
    return "".join(text.split()).replace(":", "：")
