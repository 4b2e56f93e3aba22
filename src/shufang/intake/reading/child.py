"""The process that touches the file: `python -m shufang.intake.reading.child FILE`.

It starts in some 40 ms (no Django), limits itself before it looks at the first byte, writes
frames to its standard output and nothing anywhere else.
"""

import resource
import sys
from collections.abc import Iterator
from typing import IO

from shufang.intake.reading import limits, wire
from shufang.intake.reading.book import Cell, Unreadable
from shufang.intake.reading.sources import Found, Source, open_source

ROWS_AT_ONCE = 2_000
CHARACTERS_AT_ONCE = 1_000_000


def restrain() -> None:
    """Little memory, little time, no files written, no core dump of somebody's ledger."""
    for limit, value in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(limit)[1]
        wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (wanted, wanted))


def tell(source: Source, pipe: IO[bytes]) -> None:
    """Send the whole file, sheet by sheet, in portions; stop when it grows too heavy."""
    scale = wire.Scale(limits.BOOK_BYTES)
    wire.send(pipe, {"book": {"format": source.format, "date1904": source.date1904}})
    for found in source.sheets():
        wire.send(pipe, {"sheet": found.about()})
        for portion in _portions(found, scale):
            wire.send(pipe, wire.pack(portion))
    wire.send(pipe, {"end": True})


def _portions(found: Found, scale: wire.Scale) -> Iterator[list[list[Cell]]]:
    portion: list[list[Cell]] = []
    characters = 0
    for number, row in enumerate(found.rows):
        if not scale.add(row):
            raise _too_much(found, number)
        portion.append(row)
        characters += sum(len(cell) for cell in row if type(cell) is str)
        if len(portion) >= ROWS_AT_ONCE or characters > CHARACTERS_AT_ONCE:
            yield portion
            portion, characters = [], 0
    if portion:
        yield portion


def _too_much(found: Found, number: int) -> Unreadable:
    row = found.first_row + number
    size = limits.BOOK_BYTES // limits.MIB
    return Unreadable(
        f"文件内容太多：读到工作表“{found.name}”第 {row:,} 行（每行 {found.width:,} 列）时已超过 "
        f"{size} MiB。请按年份或按书房拆成几个文件，或删去表格右边和下边多余的内容后再试。",
        f"The file holds too much: at row {row:,} of sheet “{found.name}” ({found.width:,} columns "
        f"a row) it passed {size} MiB. Split it by year or by room, or delete what lies far to the "
        "right or below the table, and try again.",
    )


def main() -> None:
    restrain()
    pipe = sys.stdout.buffer
    try:
        tell(open_source(sys.argv[1]), pipe)
    except Unreadable as problem:
        wire.send(pipe, {"unreadable": [problem.reason_zh, problem.reason_en]})
    except MemoryError:
        wire.send(pipe, {"memory": True})


if __name__ == "__main__":
    main()
