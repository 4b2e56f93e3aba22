"""Numbers of chapters, tables, figures and attachments, given once for all formats."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from shufang.reports.document import (
    Block,
    Chart,
    Document,
    Heading,
    Language,
    Picture,
    Style,
    Table,
)  # fmt: skip
from shufang.reports.rendering.words import WORDS

DIGITS = "〇一二三四五六七八九"
KINDS = {
    "表": "table", "图": "figure", "附件": "annex", "章": "chapter",
    "table": "table", "figure": "figure", "annex": "annex", "chapter": "chapter",
}  # fmt: skip
REFERENCE = re.compile(r"\{(" + "|".join(KINDS) + r"):([^{}\s]{1,80})\}")
# What XML can't hold, and marks that turn the direction of the text around them.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
KEY_FIGURES = "d-figures"  # the anchor of their page
KEPT = {"key", "path", "spec", "narrow", "align", "language", "style"}


@dataclass(frozen=True)
class Placed:
    """A block with its number (表一, 一、, empty where it has none) and an id of its own."""

    block: Block
    label: str
    anchor: str


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents."""

    level: int
    title: str
    anchor: str


@dataclass(frozen=True)
class PlacedAttachment:
    label: str
    title: str
    anchor: str
    blocks: tuple[Placed, ...]

    @property
    def wide(self) -> bool:
        """Whether its pages lie on their side."""
        tables = [placed.block for placed in self.blocks if isinstance(placed.block, Table)]
        return any(table.wide for table in tables)


@dataclass(frozen=True)
class Numbered:
    """A document whose numbers and references are text, ready to be printed."""

    document: Document
    body: tuple[Placed, ...]
    attachments: tuple[PlacedAttachment, ...]
    contents: tuple[Entry, ...] = field(default=())

    @property
    def language(self) -> Language:
        return self.document.language

    @property
    def style(self) -> Style:
        return self.document.style

    @property
    def key_figures_title(self) -> str:
        return self.document.key_figures_title or WORDS[self.language]["key_figures"]

    def titled(self, label: str, text: str) -> str:
        """A number and a heading or caption, joined as the language does."""
        if not label:
            return text
        if label[-1] in "、）":
            return label + text
        colon = self.language == "en" and not label[0].isdigit()
        return f"{label}{':' if colon else ''} {text}"


def numbered(document: Document) -> Numbered:
    """Number everything in order of appearance, then put the numbers into references.

    A reference to something that was left out becomes 略 or "not included".
    """
    count = _Count(document.language)
    body = [count.place(block) for block in document.body]
    attachments = [
        (count.attachment(attachment.key), attachment, [count.place(b) for b in attachment.blocks])
        for attachment in document.attachments
    ]

    def fill(text: str) -> str:
        return REFERENCE.sub(count.reference, UNPRINTABLE.sub("", text))

    def filled(placed: Iterable[Placed]) -> tuple[Placed, ...]:
        return tuple(replace(p, block=_mapped(p.block, fill)) for p in placed)

    result = Numbered(
        document=_mapped(replace(document, body=(), attachments=()), fill),
        body=filled(body),
        attachments=tuple(
            PlacedAttachment(label, fill(item.title), anchor, filled(blocks))
            for (label, anchor), item, blocks in attachments
        ),
    )
    return replace(result, contents=tuple(_contents(result)))


def references(document: Document) -> Callable[[str], str]:
    """What puts the document's numbers into a text outside of it: an editor's preview."""
    count = _Count(document.language)
    for block in document.body:
        count.place(block)
    for attachment in document.attachments:
        count.attachment(attachment.key)
    return lambda text: REFERENCE.sub(count.reference, text)


def chinese(number: int) -> str:
    """1 to 99 as 一 to 九十九."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[ones] if ones or not tens else "")


class _Count:
    def __init__(self, language: Language) -> None:
        self.language = language
        self.levels = [0, 0, 0, 0]
        self.counts = {"table": 0, "figure": 0, "annex": 0}
        self.anchors = 0
        self.names: dict[tuple[str, str], str] = {}

    def place(self, block: Block) -> Placed:
        label = ""
        if isinstance(block, Heading):
            label = self._heading(block)
        elif isinstance(block, Table | Chart | Picture) and block.numbered and block.caption:
            kind = "table" if isinstance(block, Table) else "figure"
            label = self._next(kind, block.key)
        self.anchors += 1
        return Placed(block, label, f"d-{self.anchors}")

    def attachment(self, key: str) -> tuple[str, str]:
        self.anchors += 1
        self.levels = [0, 0, 0, 0]
        return self._next("annex", key), f"d-{self.anchors}"

    def reference(self, found: re.Match[str]) -> str:
        name = self.names.get((KINDS[found[1]], found[2]))
        return name or ("（略）" if self.language == "zh" else "(not included)")

    def _next(self, kind: str, key: str) -> str:
        self.counts[kind] += 1
        number = self.counts[kind]
        if self.language == "en":
            label = f"{kind.capitalize()} {number}"
        elif kind == "annex":
            label = f"附件{number}"
        else:
            label = {"table": "表", "figure": "图"}[kind] + chinese(number)
        if key:
            self.names[kind, key] = label
        return label

    def _heading(self, block: Heading) -> str:
        if not block.numbered:
            return ""
        depth = min(max(block.level, 1), 4)
        self.levels[depth - 1] += 1
        self.levels[depth:] = [0] * (4 - depth)
        number = self.levels[depth - 1]
        if self.language == "en":
            label = ".".join(str(level or 1) for level in self.levels[:depth])
            name = f"{'chapter' if depth == 1 else 'section'} {label}"
        else:
            forms = (
                f"{chinese(number)}、",
                f"（{chinese(number)}）",
                f"{number}.",
                f"（{number}）",
            )
            label = forms[depth - 1]
            chapter = f"第{chinese(self.levels[0])}部分"
            name = chapter if depth == 1 else chapter + f"（{chinese(self.levels[1])}）"
        if block.key:
            self.names["chapter", block.key] = name
        return label


def _contents(result: Numbered) -> Iterable[Entry]:
    if result.document.key_figures:
        yield Entry(1, result.key_figures_title, KEY_FIGURES)
    for placed in result.body:
        if isinstance(placed.block, Heading) and placed.block.level <= 2:
            title = result.titled(placed.label, placed.block.text)
            yield Entry(placed.block.level, title, placed.anchor)
    for item in result.attachments:
        yield Entry(1, result.titled(item.label, item.title), item.anchor)


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """The same value with every printed text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_mapped(item, change) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {
            part.name: _mapped(getattr(value, part.name), change)
            for part in fields(value)
            if part.name not in KEPT
        }
        return replace(value, **changes)
    return value
