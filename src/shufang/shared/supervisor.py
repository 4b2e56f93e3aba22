"""One parent process: it starts children, restarts what dies and stops them all."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

QUICK = 20.0  # seconds; a child that lives shorter than this died quickly
LONGEST_PAUSE = 30.0
LAST_DEATH = 8  # so many quick deaths in a row end the whole: something is wrong that stays wrong
PATIENCE = 10.0  # seconds a child gets to finish what it is doing
SET_PARENT_DEATH_SIGNAL = 1


@dataclass
class Child:
    """A process to keep alive; it inherits the files whose numbers `keep_open` lists."""

    name: str
    command: Sequence[str]
    keep_open: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started: float = field(default=0.0, init=False)
    due: float = field(default=0.0, init=False)
    deaths: int = field(default=0, init=False)  # quick ones in a row

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 (a command of our own)
            self.command,
            start_new_session=True,  # Ctrl-C reaches the parent only, which then stops in order
            pass_fds=self.keep_open,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )

    def bury(self) -> float:
        """Note the death; returns the pause before the next start."""
        lived = time.monotonic() - self.started
        self.deaths = self.deaths + 1 if lived < QUICK else 1
        pause: float = min(0.5 * 2 ** (self.deaths - 1), LONGEST_PAUSE)
        self.due = time.monotonic() + pause
        self.process = None
        return pause


def _die_with_parent() -> None:
    """Linux ends the child in good order even when its parent is killed outright."""
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)


class Supervisor:
    """Keeps its children alive until it is told to stop."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self.children = children
        self.say = say
        self.stopping = False

    def run(self, each_round: Callable[[], None] = lambda: None) -> int:
        """Returns 0 when stopped by SIGINT or SIGTERM, 1 when a child would not stay alive.

        `each_round` is called a few times a second and must return at once.
        """
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        try:
            for child in self.children:
                child.start()
            while not self.stopping:
                if not all(self._look_after(child) for child in self.children):
                    return 1
                each_round()
                time.sleep(0.1)
            return 0
        finally:
            self._end()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _look_after(self, child: Child) -> bool:
        if child.process is None:
            if time.monotonic() >= child.due:
                child.start()
            return True
        code = child.process.poll()
        if code is None:
            return True
        pause = child.bury()
        if child.deaths >= LAST_DEATH:
            self.say(f"{child.name} ended {child.deaths} times in a row (code {code}): giving up.")
            return False
        self.say(f"{child.name} ended with code {code}; started again in {pause:g} s.")
        return True

    def _end(self) -> None:
        alive = [child.process for child in self.children if child.process is not None]
        for process in alive:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in alive:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)  # the child leads a group of its own
                process.wait()
