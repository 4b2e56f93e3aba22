"""The process that touches the file is small, short-lived and knows nothing."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from shufang.intake.reading import Unreadable, limits, parent, read, wire
from tests.intake.reading import hostile

CHILD = "shufang.intake.reading.child"


def test_the_child_loads_neither_django_nor_a_data_library() -> None:
    code = f"import sys, {CHILD}; print(*sorted(n for n in sys.modules if '.' not in n))"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert not {"django", "duckdb", "pyarrow", "numpy", "asyncio"} & set(loaded)


def test_the_child_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "s3cret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p@h/d")
    assert not {"SECRET_KEY", "DATABASE_URL"} & set(parent._bare_environment())


def test_the_child_limits_itself_before_it_looks() -> None:
    code = (
        f"import resource; from {CHILD} import restrain; restrain();"
        "print(*(resource.getrlimit(l)[0] for l in"
        " (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)))"
    )
    limited = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert limited == [str(limits.MEMORY_BYTES), str(limits.CPU_SECONDS), "0", "0"]


def test_a_child_that_takes_too_long_is_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.01)
    hostile.ledger(tmp_path / "1")
    with pytest.raises(Unreadable, match="内存或时间"):
        read(tmp_path / "1", "x")


def test_no_child_outlives_its_question(tmp_path: Path) -> None:
    hostile.sparse_bomb(tmp_path / "1")
    others = _children()  # a browser's driver, for one
    with pytest.raises(Unreadable):
        read(tmp_path / "1", "x")
    assert _children() <= others


def _children() -> set[str]:
    """The processes this one has started, dead ones that nobody collected included."""
    tasks = Path("/proc/self/task").iterdir()
    return {pid for task in tasks for pid in (task / "children").read_text().split()}


def test_a_torn_message_is_an_end_and_no_crash(tmp_path: Path) -> None:
    for raw in (b"", b"\0\0", b"\0\0\0\x09{}", b"\xff\xff\xff\xff{}"):
        (tmp_path / "pipe").write_bytes(raw)
        with (tmp_path / "pipe").open("rb") as pipe:
            assert wire.receive(pipe) is None


def test_two_hundred_thousand_rows_are_read_whole(tmp_path: Path) -> None:
    text = "\n".join(f"{n},太平书房,亲子阅读,{n % 40}" for n in range(200_000))
    (tmp_path / "1").write_text(text)
    began = time.monotonic()
    rows = read(tmp_path / "1", "x").sheets[0].rows
    assert (len(rows), rows[-1]) == (200_000, ["199999", "太平书房", "亲子阅读", "39"])
    assert time.monotonic() - began < limits.WALL_SECONDS
