"""What was imported before."""

from datetime import datetime
from typing import Any

from django.db.models import IntegerField, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from shufang.intake.models import ImportRun, Upload


def with_totals(runs: QuerySet[ImportRun]) -> QuerySet[ImportRun, Any]:
    """Runs with their files and, as `imported` and `refused`, their totals; newest first."""
    return runs.prefetch_related("uploads").annotate(
        imported=Cast(KT("result__totals__imported"), IntegerField()),
        refused_rows=Cast(KT("result__totals__refused"), IntegerField()),
    )


def imported_before(run: ImportRun) -> dict[str, datetime]:
    """By name, those files of the run that were imported already, with the last time."""
    sums = {upload.sha256: upload.name for upload in run.uploads.all()}
    earlier = (
        Upload.objects.filter(sha256__in=sums, run__state=ImportRun.State.COMMITTED)
        .exclude(run=run)
        .order_by("run__committed_at")
        .values_list("sha256", "run__committed_at")
    )
    return {sums[digest]: at for digest, at in earlier if at is not None}
