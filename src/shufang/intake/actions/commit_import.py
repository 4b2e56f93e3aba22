"""Import what the preview showed."""

from datetime import date
from typing import Any

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
    *, run: ImportRun, actor: Any, analysis: Analysis | None = None, tell: Tell = nobody
) -> Preview:
    """Insert every planned row in one transaction, remember what answers taught, log it.

    The files are looked at again unless a fresh `analysis` is handed over, for the ledger may
    have grown since the preview. Refused rows and rows waiting for an answer stay out. Changes
    nothing when everything is there already. Raises NotInPreview on a run that is over.
    """
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
    progress.over(run.pk)
    return preview


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
    log(actor=actor, deed="intake.import", subject=run, detail={"totals": analysis.preview.totals})


def touch_months(months: dict[str, set[date]]) -> None:
    """Tell the lake which months of which facts to read again."""
    from shufang.lake import touch

    for fact, firsts in months.items():
        for first in sorted(firsts):
            touch(fact, first)
