"""How far an import is: told to a file, because on SQLite nobody else can write while its
transaction is open (docs/decisions/0013)."""

import json
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

Tell = Callable[[str, int, int], None]
STEPS = ("reading", "checking", "saving")


def nobody(step: str, done: int, total: int) -> None:
    """For whoever does not want to know."""


def path(run_id: int) -> Path:
    return Path(settings.SHUFANG_HOME) / "progress" / f"import-{run_id}.json"


def to_file(run_id: int, also: Tell = nobody) -> Tell:
    """Tells the file of this run, five times a second at most, and somebody else too."""
    file = path(run_id)
    last, at = "", 0.0

    def tell(step: str, done: int, total: int) -> None:
        nonlocal last, at
        also(step, done, total)
        now = time.monotonic()
        if step == last and done < total and now - at < 0.2:
            return
        last, at = step, now
        draft = file.with_suffix(".new")
        draft.write_text(json.dumps({"step": step, "done": done, "total": total}))
        draft.replace(file)

    return tell


def how_far(run_id: int) -> dict[str, str | int] | None:
    """What was told last, or nothing when this run has not begun or is over."""
    try:
        told: dict[str, str | int] = json.loads(path(run_id).read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return told


def over(run_id: int) -> None:
    path(run_id).unlink(missing_ok=True)
