"""What chapters are made of, and what they are given."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils import translation

from shufang.reports.document import Block, Paragraph
from shufang.reports.document import Picture as PrintedPicture
from shufang.reports.document import Quote as PrintedQuote
from shufang.reports.queries.evidence import Evidence
from shufang.reports.queries.figure_book import figure_book
from shufang.reports.texts import FigureBook, paragraphs


@dataclass(frozen=True)
class TextBlock:
    """A text of a chapter: prefilled from the evidence, and edited by people."""

    code: str
    label: Any  # lazy: what the editor calls it
    default: Callable[[Evidence], str]


@dataclass(frozen=True)
class Problem:
    """One line of the problems table: what shows, why, what is done, by whom, until when."""

    problem: str
    cause: str = ""
    measure: str = ""
    who: str = ""
    until: str = ""


@dataclass(frozen=True)
class Material:
    """All that chapters may print."""

    evidence: Evidence
    texts: Mapping[str, str] = field(default_factory=dict)  # edited ones; others are prefilled
    problems: Sequence[Problem] = ()
    quotes: Sequence[PrintedQuote] = ()
    pictures: Sequence[PrintedPicture] = ()

    @cached_property
    def book(self) -> FigureBook:
        with self.in_its_language():
            return figure_book(self.evidence)

    @property
    def english(self) -> bool:
        return self.evidence.language == "en"

    def in_its_language(self) -> AbstractContextManager[None]:
        """What is said inside is said in the report's language, whoever reads the page."""
        return translation.override("en" if self.english else "zh-hans")

    def prefilled(self, block: TextBlock) -> str:
        """What the evidence alone would say."""
        with self.in_its_language():
            return block.default(self.evidence)

    def text(self, block: TextBlock) -> str:
        """The block's text with its figures still named."""
        edited = self.texts.get(block.code)
        return self.prefilled(block) if edited is None else edited

    def say(self, block: TextBlock) -> list[Paragraph]:
        """The block's paragraphs with the figures in place; an emptied text prints nothing."""
        return paragraphs(self.text(block), self.book)


@dataclass(frozen=True)
class Chapter:
    """A part that can be switched off; a section belongs to a parent and goes with it."""

    code: str
    title: Any  # lazy
    build: Callable[[Material], Sequence[Block]]
    texts: tuple[TextBlock, ...] = ()
    parent: str = ""
