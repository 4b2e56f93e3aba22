"""Which rows below the header are records."""

import re
from collections.abc import Collection, Mapping, Sequence
from enum import Enum

from shufang.intake.columns import Shape
from shufang.intake.reading.book import Cell
from shufang.intake.recognition.evidence import fits
from shufang.intake.recognition.grid import is_blank
from shufang.intake.recognition.headings import fold

_TOTAL = re.compile(
    r"^.{0,14}?(小计|合计|总计|累计|共计|总和|汇总|(?:^|[本全当])[月季年周页]度?计"
    r"|subtotal|grandtotal|total|sum)"
    r"([(（:：].{0,14})?$"
)
_SUMS_UP = re.compile(r"小计|合计|总计|累计|共计|subtotal|grand total", re.IGNORECASE)
_UNIT = re.compile(r"[(（\[【][^()（）]{1,6}[)）\]】]")
_NOTE = re.compile(r"^[^:：]{1,10}[:：]")
_LABEL = re.compile(r"\s*[^\d:：]{2,10}[:：]")
_PROSE = re.compile(r"[。；;，,：:]|.{21}")
_NOTE_WORDS = re.compile(r"^(注|备注|说明|填表|制表|审核|负责人签|以上|本表|数据来源|单位盖章)")


class Row(Enum):
    BLANK = "blank"
    TOTAL = "total"
    NOTE = "note"
    HEADER = "header"
    RECORD = "record"


class Sorter:
    """Tells the rows of one table apart.

    `keys` are the columns without which a row is no record (date, room, title): one of them
    saying 小计, or all of them blank beside nothing but numbers, makes it a subtotal.
    """

    def __init__(
        self,
        headings: Mapping[int, Collection[str]],
        keys: Sequence[int],
        ordinal: int | None,
        *,
        lines: bool = False,
    ) -> None:
        self._headings = headings
        self._keys = list(keys)
        self._ordinal = ordinal
        self._lines = lines  # lines of text name the room or class of the rows below them
        self._seen: dict[str, bool] = {}

    def sort(self, cells: Sequence[Cell]) -> Row:
        if len(self._keys) > 1 and all(map(_typed, map(cells.__getitem__, self._keys))):
            # Nearly every row: only a total, a repeated header or a signature fills its keys with
            # plain text.
            first = cells[self._keys[0]]
            if isinstance(first, str) and _LABEL.match(first):
                return self._sort_sparse(cells)
            if not any(self._is_total(cells[key]) for key in self._keys):
                return Row.HEADER if self._repeats_header(cells) else Row.RECORD
            return Row.TOTAL
        return self._sort_sparse(cells)

    def _sort_sparse(self, cells: Sequence[Cell]) -> Row:
        filled = [index for index, cell in enumerate(cells) if not is_blank(cell)]
        if not filled:
            return Row.BLANK
        keys = [key for key in self._keys if key in filled]
        if any(self._is_total(cells[key]) for key in keys):
            return Row.TOTAL
        places = filled[:4] if keys else filled
        if not keys and any(_SUMS_UP.search(str(cells[index])) for index in filled):
            return Row.TOTAL
        if len(keys) < 2 and any(self._is_total(cells[index]) for index in places):
            return Row.TOTAL
        texts = [str(cells[index]) for index in filled if isinstance(cells[index], str)]
        lonely = len(filled) == len(texts) == 1
        if filled == [self._ordinal] or (lonely and self._is_no_record(texts[0], keys)):
            return Row.NOTE  # a numbered line that nobody filled in, or a line of text
        if len(texts) == len(filled) and (
            all(_NOTE.match(text.strip()) for text in texts)
            or (_NOTE_WORDS.match(texts[0].strip()) and len(keys) < 2)
        ):
            return Row.NOTE
        units = len(texts) == len(filled) > 1 and all(_UNIT.fullmatch(t.strip()) for t in texts)
        if units or self._repeats_header(cells):
            return Row.HEADER
        if not keys:
            return Row.TOTAL if not texts and len(filled) > 1 else Row.RECORD
        return Row.RECORD

    def _is_no_record(self, text: str, keys: Sequence[int]) -> bool:
        """A line of text by itself: a note, the title of a block; a lone day is a record begun."""
        return (
            not keys
            or bool(_PROSE.search(text))
            or ((len(self._keys) > 1 or self._lines) and not fits(text, Shape.DAY))
        )

    def _is_total(self, cell: Cell) -> bool:
        if not isinstance(cell, str):
            return False
        known = self._seen.get(cell)
        if known is None:
            known = self._seen[cell] = is_total(cell)
        return known

    def _repeats_header(self, cells: Sequence[Cell]) -> bool:
        key = self._keys[0]
        cell = cells[key]
        if not isinstance(cell, str) or fold(cell) not in self._headings[key]:
            return False
        said = [
            (column, cell)
            for column, cell in enumerate(cells)
            if isinstance(cell, str) and not is_blank(cell)
        ]
        return len(said) > 1 and all(fold(t) in self._headings.get(c, "") for c, t in said)


def is_total(text: str) -> bool:
    """小计, 合计（7月）, 2024年7月合计, Total: and their like, and nothing longer."""
    return bool(_TOTAL.match(fold(text)))


def _typed(cell: Cell) -> bool:
    return not is_blank(cell)
