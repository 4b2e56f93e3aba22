"""Sentences that must be there in both languages at once, whatever language the page is in.

A refused row is read by the operator in Chinese and by an assessor in English, from one stored
record: gettext, which knows only the language of the moment, is of no use here.
"""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple


class Both(NamedTuple):
    """One sentence in Chinese and in English; `put` fills its gaps."""

    zh: str
    en: str

    def put(self, **values: object) -> "Both":
        return Both(self.zh.format(**values), self.en.format(**values))


class Refuse(Exception):  # noqa: N818 (said in the imperative by row rules)
    """A row that cannot be imported: the field at fault, its cell, and the reason.

    `question` names the open question whose answer would let the row in.
    """

    def __init__(self, reason: Both, *, field: str = "", cell: object = None, question: str = ""):
        super().__init__(reason.zh)
        self.reason = reason
        self.field = field
        self.cell = cell
        self.question = question


def as_typed(cell: object) -> str:
    """A cell the way a person would have typed it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, date | timedelta):
        return str(cell)
    return str(cell)
