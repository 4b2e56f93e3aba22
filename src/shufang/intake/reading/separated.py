"""Text tables: commas, semicolons or tabs; quotes that may be missing; any line end."""

import re
from collections import Counter
from collections.abc import Iterator

from shufang.intake.reading import limits
from shufang.intake.reading.book import Cell, Unreadable
from shufang.intake.reading.decoding import decode
from shufang.intake.reading.sources import Found

_SEPARATORS = (",", "\t", ";", "|")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_LONGEST_QUOTE = 300  # lines of one cell; what goes on for longer is a forgotten quote
_FORGIVEN = 20  # forgotten quotes in a file


class Separated:
    format = "csv"
    date1904 = False

    def __init__(self, path: str) -> None:
        with open(path, "rb") as file:
            text = decode(file.read())
        text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
        _check_lines(text.count("\n"))
        self._lines = text.removeprefix("\ufeff").split("\n")
        self._first_row = 1
        self._separator = self._find_separator()

    def sheets(self) -> Iterator[Found]:
        rows: list[list[Cell]] = [
            [cell if cell != "" else None for cell in row] for row in self._records()
        ]
        while rows and not any(cell is not None for cell in rows[-1]):
            rows.pop()
        width = max((_filled(row) for row in rows), default=0)
        if width > limits.COLUMNS:
            number = next(n for n, row in enumerate(rows, 1) if len(row) > limits.COLUMNS)
            raise Unreadable(
                f"第 {number:,} 行有 {width:,} 列，最多 {limits.COLUMNS:,} 列；分隔符可能不对。",
                f"Row {number:,} has {width:,} columns; at most {limits.COLUMNS:,} are read. "
                "Perhaps the separator is wrong.",
            )
        lines = (_fit(row, width) for row in rows)
        yield Found("", lines, width=width, first_row=self._first_row)

    def _find_separator(self) -> str:
        """The one that cuts most lines into equally many parts."""
        if self._lines and re.fullmatch(r'"?sep=(.)"?', self._lines[0], re.IGNORECASE):
            self._first_row = 2
            return self._lines.pop(0).strip('"')[4]
        heads = [_QUOTED.sub("", line[:10_000]) for line in self._lines[:200] if line.strip()]
        best, score = ",", 0
        for separator in _SEPARATORS:
            cuts = Counter(count for line in heads if (count := line.count(separator)))
            often = max((times * (cut > 0) for cut, times in cuts.items()), default=0)
            if often > score:
                best, score = separator, often
        return best

    def _records(self) -> Iterator[list[str]]:
        position, forgotten = 0, 0
        while position < len(self._lines):
            line = self._lines[position]
            position += 1
            if '"' not in line:
                yield line.split(self._separator)
                continue
            row, used = self._quoted(line, position)
            if used is None:
                forgotten += 1
                if forgotten > _FORGIVEN:
                    raise Unreadable(
                        f"第 {position:,} 行等处的引号没有成对，分不清一格到哪里为止。"
                        "请在 Excel 或 WPS 中打开，另存为 .xlsx 后再上传。",
                        f"Quotation marks are not in pairs at line {position:,} and elsewhere, so "
                        "cells cannot be told apart. Open the file in Excel or WPS, save it as "
                        ".xlsx and upload that.",
                    )
            position += used or 0
            yield row

    def _quoted(self, line: str, following: int) -> tuple[list[str], int | None]:
        """The cells of a line with quotes, and how many of the following lines they took."""
        taken = 0
        while True:
            row = self._cut(line)
            if row is not None:
                return row, taken
            if (
                taken == _LONGEST_QUOTE
                or following + taken >= len(self._lines)
                or len(line) > limits.TEXT * 2
            ):
                break
            line = f"{line}\n{self._lines[following + taken]}"
            taken += 1
        # No pair in reach: the mark is part of the text, and the line ends where it ends.
        first = line.split("\n", 1)[0]
        return first.split(self._separator), None

    def _cut(self, line: str) -> list[str] | None:
        """The cells of a whole record; None while a quoted cell is still open."""
        row: list[str] = []
        at = 0
        while True:
            quoted = _QUOTED.match(line, at)
            if quoted and line[quoted.end() : quoted.end() + 1] in ("", self._separator):
                row.append(quoted[0][1:-1].replace('""', '"'))
                end = quoted.end()
            elif line.startswith('"', at):
                return None
            else:
                end = line.find(self._separator, at)
                end = len(line) if end < 0 else end
                row.append(line[at:end])
            if end >= len(line):
                return row
            at = end + 1


def _check_lines(lines: int) -> None:
    if lines > limits.ROWS:
        raise Unreadable(
            f"文件有 {lines:,} 行，最多 {limits.ROWS:,} 行。请删去空行，或拆成几个文件再试。",
            f"The file has {lines:,} lines; at most {limits.ROWS:,} are read. Remove blank lines, "
            "or split it into several files.",
        )


def _filled(row: list[Cell]) -> int:
    return next((n for n in range(len(row), 0, -1) if row[n - 1] is not None), 0)


def _fit(row: list[Cell], width: int) -> list[Cell]:
    return row[:width] + [None] * (width - len(row))
