"""Imports as tests ask for them: look at files, import files, always with the full account."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from shufang.intake.actions.commit_import import commit_import
from shufang.intake.actions.start_import import start_import
from shufang.intake.analysis import Source
from shufang.intake.models import ImportRun
from shufang.intake.plan import Preview
from shufang.places.models import Site
from tests.cast import make_site

Import = Callable[..., tuple[ImportRun, Preview]]


def account_is_complete(preview: Preview) -> bool:
    """read = imported + duplicates + ignored + refused, for every sheet and for all."""
    counts = [*(sheet.counts() for sheet in preview.sheets), preview.totals]
    return all(
        one["read"] == one["imported"] + one["duplicates"] + one["ignored"] + one["refused"]
        for one in counts
    ) and preview.totals["refused"] == len(preview.refused)


@pytest.fixture
def import_files(db: None) -> Import:
    """Import files and answer the run with its account, which must always add up."""

    def do(
        *paths: Path, answers: Mapping[str, str] | None = None, kind: str = "", actor: Any = "李"
    ) -> tuple[ImportRun, Preview]:
        files = [Source(path, path.name) for path in paths]
        run = start_import(files=files, actor=actor, forced_kind=kind, answers=dict(answers or {}))
        preview = commit_import(run=run, actor=actor)
        run.refresh_from_db()
        assert account_is_complete(preview)
        return run, preview

    return do


@pytest.fixture
def two_rooms(db: None) -> tuple[Site, Site]:
    """茶园小学 and 太平, as the system names them."""
    return (
        make_site("茶园小学智慧书房", "chayuan", town="解放街道"),
        make_site("太平智慧书房", "taiping", town="城南街道"),
    )
