"""Months that were imported as not counted, and whose value comes with a later import."""

from collections.abc import Mapping

from shufang.circulation.importers.book import PlannedCount
from shufang.circulation.models import PeriodCount
from shufang.intake.models import ImportRun

AT_ONCE = 1000
WRITTEN = ("value", "estimated", "method", "source", "import_run", "before")


def fill(run: ImportRun, filled: Mapping[int, PlannedCount]) -> None:
    """Write the values, and keep what stood there for undo."""
    rows = list(PeriodCount.objects.in_bulk(list(filled)).values())
    for row in rows:
        row.before = {"run": row.import_run_id, "source": row.source, "method": row.method}
        new = filled[row.pk]
        row.value, row.estimated, row.method = new.value, new.estimated, new.method or row.method
        row.source, row.import_run = new.source, run
    PeriodCount.objects.bulk_update(rows, WRITTEN, batch_size=AT_ONCE)


def empty_again(run: ImportRun) -> None:
    """Rows that the import filled are as empty as before, unless the import that brought them was
    undone too."""
    stood = [
        (row, before)
        for row in PeriodCount.objects.filter(import_run=run, before__isnull=False)
        if (before := row.before) is not None
    ]
    undone = set(
        ImportRun.objects.filter(
            pk__in={before["run"] for _, before in stood}, state=ImportRun.State.UNDONE
        ).values_list("pk", flat=True)
    )
    back = []
    for row, before in stood:
        if before["run"] in undone:
            continue
        row.import_run_id = before["run"]
        row.source, row.method = before["source"], before["method"]
        row.value, row.estimated, row.before = None, False, None
        back.append(row)
    PeriodCount.objects.bulk_update(back, WRITTEN, batch_size=AT_ONCE)
