"""Texts with live figures: `{sign_ins}` stands for a figure, filled in when the report is made.

Only the names of a figure book are replaced; nothing else in braces has a meaning, so that a text
can reach no attribute and run no code.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from shufang.reports.document import Paragraph, Run

_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True)
class Figure:
    """A figure that texts may use."""

    label: str
    value: str  # as printed, "—" where unknown
    code: str = ""  # of the measure behind it, "" for dates and names


FigureBook = Mapping[str, Figure]


def filled(text: str, book: FigureBook) -> str:
    """The text with its figures in place; an unknown name stays as it is typed."""
    return _PLACE.sub(lambda m: book[m[1]].value if m[1] in book else m[0], text)


def paragraphs(text: str, book: FigureBook) -> list[Paragraph]:
    """One paragraph a line, with the figures of measures marked as such."""
    return [
        Paragraph(tuple(_runs(line.strip(), book))) for line in text.splitlines() if line.strip()
    ]


_NAMED = re.compile(r"\{([^{}\s:：]{1,60})\}")


def names_used(text: str) -> set[str]:
    """Every name in braces, known or not; references to tables and charts are none."""
    return set(_NAMED.findall(text))


def _runs(line: str, book: FigureBook) -> list[Run]:
    runs: list[Run] = []
    for index, piece in enumerate(_PLACE.split(line)):
        if index % 2 and piece in book:
            runs.append(Run(book[piece].value, figure=bool(book[piece].code)))
        elif index % 2:
            runs.append(Run(f"{{{piece}}}"))
        elif piece:
            runs.append(Run(piece))
    return runs
