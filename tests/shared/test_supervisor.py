"""The parent process restarts what dies, gives up on what won't live, and stops them all."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# Runs in a process of its own: it takes over the signals, and its death is part of the story.
PARENT = """
import sys
from shufang.shared import supervisor
supervisor.LAST_DEATH = 3
supervisor.PATIENCE = 1.0
children = [supervisor.Child(name, [sys.executable, "-c", code])
            for name, code in zip(sys.argv[1::2], sys.argv[2::2])]
sys.exit(supervisor.Supervisor(children, lambda line: print(line, flush=True)).run())
"""
NOTE_PID = "import os, time; open({file!r}, 'a').write(str(os.getpid()) + '\\n'); "
LIVE = NOTE_PID + "time.sleep(60)"
DIE = NOTE_PID + "raise SystemExit(7)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + LIVE

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def start_with(**children: str) -> subprocess.Popen[str]:
        words = [
            word
            for name, code in children.items()
            for word in (name, code.format(file=str(tmp_path / name)))
        ]
        parent = subprocess.Popen(
            [sys.executable, "-c", PARENT, *words], stdout=subprocess.PIPE, text=True
        )
        started.append(parent)
        return parent

    yield start_with
    for parent in started:
        parent.kill()
        parent.communicate()


def pids(file: Path) -> list[int]:
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def until(holds: Callable[[], object], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def test_a_child_that_dies_is_started_again(start: Start, tmp_path: Path) -> None:
    start(web=LIVE)
    until(lambda: pids(tmp_path / "web"))
    os.kill(pids(tmp_path / "web")[0], signal.SIGKILL)
    until(lambda: len(pids(tmp_path / "web")) == 2)
    assert is_alive(pids(tmp_path / "web")[1])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_all_children(start: Start, tmp_path: Path, number: signal.Signals) -> None:
    parent = start(web=LIVE, worker=STUBBORN)
    until(lambda: pids(tmp_path / "web") and pids(tmp_path / "worker"))
    parent.send_signal(number)
    assert parent.wait(10) == 0
    assert not any(is_alive(pid) for name in ("web", "worker") for pid in pids(tmp_path / name))


def test_a_child_that_never_lives_ends_the_whole(start: Start, tmp_path: Path) -> None:
    parent = start(web=LIVE, worker=DIE)
    said, _ = parent.communicate(timeout=20)
    assert parent.returncode == 1
    assert "worker ended with code 7; started again in 0.5 s." in said
    assert "worker ended 3 times in a row (code 7): giving up." in said
    assert len(pids(tmp_path / "worker")) == 3
    assert not any(is_alive(pid) for pid in pids(tmp_path / "web"))


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells a child of its parent's death"
)
def test_killing_the_parent_leaves_no_orphans(start: Start, tmp_path: Path) -> None:
    parent = start(web=LIVE)
    until(lambda: pids(tmp_path / "web"))
    parent.kill()
    until(lambda: not is_alive(pids(tmp_path / "web")[0]))
