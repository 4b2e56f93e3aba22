"""The side that asks: starts the child, gathers what it sends, explains when it dies."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

from shufang.intake.reading import limits, wire
from shufang.intake.reading.book import Book, Sheet, Unreadable


def read(path: Path, name: str) -> Book:
    """Every sheet of the file as plain cells; raises Unreadable when it cannot be read safely.

    `name` is the file's name as its owner knows it. Takes a second for 100,000 rows.
    """
    size = path.stat().st_size
    if size == 0:
        raise Unreadable(
            "这是一个空文件（0 字节）。请确认原文件能正常打开，再重新上传。",
            "This file is empty (0 bytes). Check that the original opens, then upload it again.",
        )
    if size > limits.FILE_BYTES:
        raise Unreadable(
            f"文件有 {size / limits.MIB:.1f} MiB，超过 {limits.FILE_BYTES // limits.MIB} MiB "
            "的上限。请拆成几个文件再试。",
            f"The file has {size / limits.MIB:.1f} MiB; at most "
            f"{limits.FILE_BYTES // limits.MIB} MiB are read. Split it into several files.",
        )
    return _listen(path, name)


def _listen(path: Path, name: str) -> Book:
    child = subprocess.Popen(  # noqa: S603 (our own module; the path is one argument, no shell)
        [sys.executable, "-P", "-m", "shufang.intake.reading.child", os.fspath(path.absolute())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a parser's last words may quote the file
        env=_bare_environment(),
    )
    late = threading.Timer(limits.WALL_SECONDS, child.kill)
    late.start()
    try:
        assert child.stdout is not None
        return _gather(child.stdout, name)
    finally:
        late.cancel()
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def _bare_environment() -> dict[str, str]:
    """No keys, no database address: only what Python needs to find our package."""
    kept = {key: os.environ[key] for key in ("PYTHONPATH", "PATH") if key in os.environ}
    return {**kept, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _gather(pipe: IO[bytes], name: str) -> Book:
    book = Book(name, [])
    memo: dict[Any, Any] = {}
    while True:
        message = wire.receive(pipe)
        if message is None or "memory" in message:
            raise _died()
        if "unreadable" in message:
            raise Unreadable(*message["unreadable"])
        if "end" in message:
            return book
        if "book" in message:
            book.format = message["book"]["format"]
            book.date1904 = message["book"]["date1904"]
        elif "sheet" in message:
            about = message["sheet"]
            about["merged"] = [tuple(range_) for range_ in about["merged"]]
            book.sheets.append(Sheet(**about))
        else:
            book.sheets[-1].rows.extend(wire.unpack(message, memo))


def _died() -> Unreadable:
    return Unreadable(
        "这个文件打开后会占用过多的内存或时间，为安全起见没有读取。请在 Excel 或 WPS 中打开，"
        "只把有内容的表格复制到一个新的工作簿，另存为 .xlsx 后再上传。",
        "This file would take too much memory or time to open, so it was not read. Open it in "
        "Excel or WPS, copy only the filled tables into a new workbook, save it as .xlsx and "
        "upload that.",
    )
