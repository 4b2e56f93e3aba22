"""The side that asks: starts the child, gathers what it sends, explains when it dies."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from shufang.intake.reading import limits, wire
from shufang.intake.reading.archive import damaged
from shufang.intake.reading.book import Book, Sheet, Unreadable

_CHILD = "shufang.intake.reading.child"


class _DiedError(Exception):
    """The child ended before the book did: out of memory, out of time, or aborted."""


def read(path: Path, name: str, room: int = limits.BOOK_BYTES) -> Book:
    """Every sheet of the file as plain cells; raises Unreadable when it cannot be read safely.

    `name` is the file's name as its owner knows it; the one sheet of a text file is called after
    it. `room` is what its cells may weigh, less where other files are held in memory beside it.
    100,000 rows take about two seconds.
    """
    _check_size(path.stat().st_size)
    try:
        book = _gather(path, name, room)
    except _DiedError:
        raise _reason(path) from None
    for sheet in book.sheets:
        sheet.name = sheet.name or Path(name).stem
    return book


def _check_size(size: int) -> None:
    if size == 0:
        raise Unreadable(
            "这是一个空文件（0 字节）。请确认原文件能正常打开，再重新上传。",
            "This file is empty (0 bytes). Check that the original opens, then upload it again.",
        )
    if size > limits.FILE_BYTES:
        most = limits.FILE_BYTES // limits.MIB
        raise Unreadable(
            f"文件有 {size / limits.MIB:.1f} MiB，超过 {most} MiB 的上限。请拆成几个文件再试。",
            f"The file has {size / limits.MIB:.1f} MiB; at most {most} MiB are read. Split it into "
            "several files.",
        )


@contextmanager
def _child(path: Path, *options: str) -> Iterator[IO[bytes]]:
    """A fresh process over the file, its output, and its certain end."""
    child = subprocess.Popen(  # noqa: S603 (our own module; the path is one argument, no shell)
        [sys.executable, "-P", "-m", _CHILD, os.fspath(path.absolute()), *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a parser's last words may quote the file
        env=_bare_environment(),
    )
    late = threading.Timer(limits.WALL_SECONDS, child.kill)
    late.daemon = True
    late.start()
    try:
        assert child.stdout is not None
        with child.stdout as pipe:
            yield pipe
    finally:
        late.cancel()
        child.kill()
        child.wait()


def _bare_environment() -> dict[str, str]:
    """No keys, no database address: only what Python needs to find our package."""
    kept = {key: os.environ[key] for key in ("PYTHONPATH", "PATH") if key in os.environ}
    return {**kept, "PYTHONUTF8": "1", "RUST_BACKTRACE": "0"}


def _gather(path: Path, name: str, room: int) -> Book:
    book = Book(name, [])
    memo: dict[Any, Any] = {}
    with _child(path, str(max(room, 0))) as pipe:
        while message := wire.receive(pipe):
            if "rows" in message:
                book.sheets[-1].rows.extend(wire.unpack(message, memo))
            elif "sheet" in message:
                about = message["sheet"]
                about["merged"] = [tuple(corners) for corners in about["merged"]]
                book.sheets.append(Sheet(**about))
            elif "book" in message:
                book.format = message["book"]["format"]
                book.date1904 = message["book"]["date1904"]
            elif "unreadable" in message:
                raise Unreadable(*message["unreadable"])
            elif "end" in message:
                book.weight = int(message.get("weight", 0))
                return book
            elif message.get("failed") == "parser":
                raise damaged()
            else:
                break
    raise _DiedError


def _reason(path: Path) -> Unreadable:
    """Why the child died: a far-away cell when there is one, otherwise a plain word."""
    with _child(path, "--why") as pipe:
        message = wire.receive(pipe) or {}
    if "unreadable" in message:
        return Unreadable(*message["unreadable"])
    return Unreadable(
        "这个文件打开后会占用过多的内存或时间，为安全起见没有读取。请在 Excel 或 WPS 中打开，"
        "只把有内容的表格复制到一个新的工作簿，另存为 .xlsx 后再上传。",
        "This file would take too much memory or time to open, so it was not read. Open it in "
        "Excel or WPS, copy only the filled tables into a new workbook, save it as .xlsx and "
        "upload that.",
    )
