"""Begin an import: keep the files, and remember who brought them."""

import hashlib
import shutil
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from shufang.intake.analysis import Source
from shufang.intake.models import ImportRun, Upload


def uploads() -> Path:
    return Path(settings.SHUFANG_HOME) / "uploads"


def start_import(
    *,
    files: Sequence[Source],
    actor: Any,
    forced_kind: str = "",
    answers: dict[str, str] | None = None,
) -> ImportRun:
    """A run in preview, with copies of its files under names of our own in SHUFANG_HOME/uploads.

    Nothing is read yet: `analyse` looks at the files, `commit_import` imports them.
    """
    kept: list[tuple[Source, Path]] = []
    for file in files:
        stored = uploads() / uuid.uuid4().hex  # never under a name of somebody else's choosing
        shutil.copyfile(file.path, stored)
        stored.chmod(0o600)
        kept.append((file, stored))
    with transaction.atomic():
        run = ImportRun.objects.create(
            actor=str(actor)[:150],
            owner=getattr(actor, "pk", None),
            forced_kind=forced_kind,
            answers=answers or {},
        )
        Upload.objects.bulk_create(
            Upload(
                run=run,
                name=file.name[:255],
                stored=stored.name,
                size=stored.stat().st_size,
                sha256=_digest(stored),
            )
            for file, stored in kept
        )
    return run


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def discard(run: ImportRun) -> None:
    """Forget a run that was never committed, with its files."""
    for upload in run.uploads.all():
        (uploads() / upload.stored).unlink(missing_ok=True)
    run.delete()
