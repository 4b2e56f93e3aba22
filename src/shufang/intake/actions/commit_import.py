"""Import what the preview showed."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from shufang.intake import progress
from shufang.intake.actions.analyse import keep, look
from shufang.intake.analysis import Analysis
from shufang.intake.models import ImportRun, Mapping
from shufang.intake.plan import Preview
from shufang.intake.progress import Tell, nobody
from shufang.shared.models import log


class NotInPreview(Exception):  # noqa: N818 (a refusal)
    """The run was committed or undone already."""


def commit_import(
    *,
    run: ImportRun,
    actor: Any,
    account: str = "",
    analysis: Analysis | None = None,
    tell: Tell = nobody,
) -> Preview:
    """Insert every planned row in one transaction, remember what answers taught, log it.

    The files are looked at again unless a fresh `analysis` is handed over, for the ledger may
    have grown since the preview. Refused rows and rows waiting for an answer stay out. Changes
    nothing when everything is there already. Raises NotInPreview on a run that is over.
    """
    with alone():
        analysis = analysis or look(run, tell)
        tell = progress.to_file(run.pk, tell)
        preview = analysis.preview
        with transaction.atomic():
            locked = ImportRun.objects.select_for_update().get(pk=run.pk)
            if locked.state != ImportRun.State.PREVIEW:
                raise NotInPreview(locked.get_state_display())
            keep(run, preview)
            if not preview.changes_nothing:
                _insert(analysis, run, actor, tell)
                detail = in_the_log(run, preview.totals)
                log(actor=actor, account=account, deed="intake.import", subject=run, detail=detail)
    progress.over(run.pk)
    return preview


@contextmanager
def alone() -> Iterator[None]:
    """One import at a time looks and writes: two at once would not see each other's rows, and the
    same file would count twice."""
    with (Path(settings.SHUFANG_HOME) / "import.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def in_the_log(run: ImportRun, totals: dict[str, int]) -> dict[str, Any]:
    """What an import brought, from which very files, and how many rows twice on purpose."""
    twice = sum(key.startswith("twice:") for key, answer in run.answers.items() if answer == "yes")
    return {
        "totals": [None, totals],
        "files": [None, {upload.name: upload.sha256 for upload in run.uploads.all()}],
        **({"twice": [None, twice]} if twice else {}),
    }


def _insert(analysis: Analysis, run: ImportRun, actor: Any, tell: Tell) -> None:
    total = analysis.preview.totals["imported"]
    done = 0
    for importer in analysis.importers.values():
        months = importer.touched()
        start = done

        def told(rows: int, start: int = start) -> None:
            nonlocal done
            done = start + rows
            tell("saving", done, total)

        importer.insert(run, told)
        touch_months(months)
    for shape, (kind, columns) in analysis.confirmed.items():
        Mapping.objects.update_or_create(
            shape=shape,
            defaults={"kind": kind, "columns": columns, "confirmed_by": str(actor)[:150]},
        )
    run.state = ImportRun.State.COMMITTED
    run.committed_at = timezone.now()
    run.save(update_fields=["state", "committed_at"])


def touch_months(months: dict[str, set[date]]) -> None:
    """Tell the lake which months of which facts to read again."""
    from shufang.lake import touch

    for fact, firsts in months.items():
        for first in sorted(firsts):
            touch(fact, first)
