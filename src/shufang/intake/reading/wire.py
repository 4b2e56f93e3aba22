"""The pipe between child and parent: frames of JSON, and what cells weigh.

JSON because a broken or hostile child can then send nothing but plain values; pickle and marshal
would let it reach into the parent. What JSON lacks (days, times) travels beside the rows.
"""

import json
import struct
import sys
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from shufang.intake.reading.book import Cell

FRAME_BYTES = 32 * 1024 * 1024
_HEAD = struct.Struct(">I")
_TIMED = frozenset([datetime, date, time, timedelta])  # what JSON cannot carry
_SHORT = 24  # texts up to this length repeat in ledgers (rooms, classes), and are kept once
_MEMO = 50_000


def send(pipe: IO[bytes], message: dict[str, Any]) -> None:
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    pipe.write(_HEAD.pack(len(body)))
    pipe.write(body)
    pipe.flush()


def receive(pipe: IO[bytes]) -> dict[str, Any] | None:
    """The next message, or None when the other side has gone, also in mid-sentence."""
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    (size,) = _HEAD.unpack(head)
    if size > FRAME_BYTES:
        return None
    body = pipe.read(size)
    if len(body) < size:
        return None
    message = json.loads(body)
    return message if isinstance(message, dict) else None


def pack(rows: Iterable[list[Cell]]) -> dict[str, Any]:
    """Rows as JSON can carry them; days and times are taken out and listed by position."""
    plain: list[list[Any]] = []
    timed: list[tuple[int, int, str, Any]] = []
    for number, row in enumerate(rows):
        line: list[Any] = row
        for place, cell in enumerate(row):
            if type(cell) in _TIMED:
                if line is row:
                    line = list(row)
                line[place] = None
                timed.append((number, place, *_spell(cell)))  # type: ignore[arg-type]
        plain.append(line)
    return {"rows": plain, "timed": timed}


def unpack(message: dict[str, Any], memo: dict[Any, Any]) -> list[list[Cell]]:
    """The rows of a message; equal short texts and equal days become one object."""
    rows: list[list[Cell]] = message["rows"]
    for row in rows:
        for place, cell in enumerate(row):
            if type(cell) is str and len(cell) <= _SHORT:
                row[place] = memo.get(cell, cell)
                if len(memo) < _MEMO:
                    memo.setdefault(cell, cell)
    for number, place, kind, value in message["timed"]:
        key = (kind, value)
        found = memo.get(key)
        if found is None:
            found = _READ[kind](value)
            if len(memo) < _MEMO:
                memo[key] = found
        rows[number][place] = found
    return rows


def _spell(cell: date | time | timedelta) -> tuple[str, Any]:
    if isinstance(cell, datetime):
        return "at", cell.replace(tzinfo=None).isoformat()
    if isinstance(cell, date):
        return "day", cell.isoformat()
    if isinstance(cell, time):
        return "time", cell.replace(tzinfo=None).isoformat()
    return "span", cell.total_seconds()


_READ: dict[str, Any] = {
    "at": datetime.fromisoformat,
    "day": date.fromisoformat,
    "time": time.fromisoformat,
    "span": lambda seconds: timedelta(seconds=seconds),
}


class Scale:
    """Weighs rows as the parent will hold them, so that the child stops before it is too much."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.weight = 0
        self._seen: set[Any] = set()

    def add(self, row: list[Cell]) -> bool:
        """Whether there is still room after this row."""
        weight = 80 + 9 * len(row)  # a list that grew has room to spare
        for cell in row:
            kind = type(cell)
            if kind is str:
                weight += self._once(cell, 180) if len(cell) <= _SHORT else sys.getsizeof(cell)  # type: ignore[arg-type]
            elif kind is int:
                weight += 0 if -6 < cell < 257 else 32  # type: ignore[operator]
            elif kind is float:
                weight += 28
            elif cell is not None and kind is not bool:
                weight += self._once(cell, 400)
        self.weight += weight
        return self.weight <= self.limit

    def _once(self, cell: Any, first: int) -> int:
        if cell in self._seen:
            return 0
        if len(self._seen) < _MEMO:
            self._seen.add(cell)
            return first
        return sys.getsizeof(cell)
