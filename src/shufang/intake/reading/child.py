"""The process that touches the file: `python -m shufang.intake.reading.child FILE [ROOM]`.

It starts in some 50 ms (no Django), limits itself before it looks at the first byte, writes
frames to its standard output and nothing anywhere else. With `--why` it only looks for the reason
why the file could not be read.
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


def tell(source: Source, pipe: IO[bytes], room: int = limits.BOOK_BYTES) -> None:
    """Send the whole file, sheet by sheet, in portions; stop when it grows heavier than `room`."""
    scale = wire.Scale(room)
    wire.send(pipe, {"book": {"format": source.format, "date1904": source.date1904}})
    for found in source.sheets():
        wire.send(pipe, {"sheet": found.about()})
        for portion in _portions(found, scale):
            wire.send(pipe, wire.pack(portion))
    wire.send(pipe, {"end": True, "weight": scale.weight})


def _portions(found: Found, scale: wire.Scale) -> Iterator[list[list[Cell]]]:
    portion: list[list[Cell]] = []
    characters, blank = 0, 0
    for number, row in enumerate(found.rows):
        longest = max((len(cell) for cell in row if type(cell) is str), default=0)
        if longest > limits.TEXT:
            raise _too_long(found, number, longest)
        if longest == 0 and not any(cell is not None for cell in row):
            blank += 1  # sent only when something follows
            continue
        missed: list[list[Cell]] = [[None] * found.width for _ in range(blank)]
        for line in (*missed, row):
            if not scale.add(line):
                raise _too_much(found, number, scale.limit)
            portion.append(line)
        blank = 0
        characters += longest * (len(row) if longest > 100 else 1) + 8 * len(row)
        if len(portion) >= ROWS_AT_ONCE or characters > CHARACTERS_AT_ONCE:
            yield portion
            portion, characters = [], 0
    if portion:
        yield portion


def _too_long(found: Found, number: int, longest: int) -> Unreadable:
    row = found.first_row + number
    return Unreadable(
        f"第 {row:,} 行有一格写了 {longest:,} 个字，最多 {limits.TEXT:,} 个字。请缩短后再上传。",
        f"A cell in row {row:,} holds {longest:,} characters; at most {limits.TEXT:,} are read. "
        "Shorten it and upload the file again.",
    )


def _too_much(found: Found, number: int, room: int) -> Unreadable:
    row = found.first_row + number
    size = limits.BOOK_BYTES // limits.MIB
    if room < limits.BOOK_BYTES:
        return Unreadable(
            f"和前面的文件加在一起，内容超过了 {size} MiB。请把这个文件单独再导入一次。",
            f"Together with the files before it, this is more than {size} MiB. Import this file "
            "by itself.",
        )
    return Unreadable(
        f"文件内容太多：读到{_place_zh(found)}第 {row:,} 行（每行 {found.width:,} 列）时已超过 "
        f"{size} MiB。请按年份或按书房拆成几个文件，或删去表格右边和下边多余的内容后再试。",
        f"The file holds too much: at row {row:,}{_place_en(found)} ({found.width:,} columns "
        f"a row) it passed {size} MiB. Split it by year or by room, or delete what lies far to the "
        "right or below the table, and try again.",
    )


def _place_zh(found: Found) -> str:
    return f"工作表“{found.name}”" if found.name else ""


def _place_en(found: Found) -> str:
    return f" of sheet “{found.name}”" if found.name else ""


def main() -> None:
    restrain()
    pipe = sys.stdout.buffer
    path, why = sys.argv[1], "--why" in sys.argv[2:]
    room = int(sys.argv[2]) if len(sys.argv) > 2 and not why else limits.BOOK_BYTES
    try:
        if why:
            from shufang.intake.reading.extent import explain

            reason = explain(path)
            if reason is not None:
                raise reason
        else:
            tell(open_source(path), pipe, room)
    except Unreadable as problem:
        wire.send(pipe, {"unreadable": [problem.reason_zh, problem.reason_en]})
    except MemoryError:
        wire.send(pipe, {"failed": "memory"})
    except BaseException:  # a panic in the parser is no Exception
        wire.send(pipe, {"failed": "parser"})


if __name__ == "__main__":
    main()
