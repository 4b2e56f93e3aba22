"""Importing in tests: every import's account must add up."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from shufang.intake.actions.commit_import import commit_import
from shufang.intake.actions.start_import import start_import
from shufang.intake.analysis import Source
from shufang.intake.models import ImportRun
from shufang.intake.plan import Preview

Import = Callable[..., tuple[ImportRun, Preview]]


def account_is_complete(preview: Preview) -> bool:
    """read = imported + duplicates + ignored + refused, for every sheet and for all."""
    counts = [*(sheet.counts() for sheet in preview.sheets), preview.totals]
    return all(
        one["read"] == one["imported"] + one["duplicates"] + one["ignored"] + one["refused"]
        for one in counts
    ) and preview.totals["refused"] == len(preview.refused)


def import_paths(
    *paths: Path, answers: Mapping[str, str] | None = None, kind: str = "", actor: Any = "李运营"
) -> tuple[ImportRun, Preview]:
    """Import files and answer the run with its account."""
    files = [Source(path, path.name) for path in paths]
    run = start_import(files=files, actor=actor, forced_kind=kind, answers=dict(answers or {}))
    preview = commit_import(run=run, actor=actor)
    run.refresh_from_db()
    assert account_is_complete(preview)
    return run, preview
