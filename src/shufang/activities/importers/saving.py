"""Writing planned activities and reports in bulk, and taking them back."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, tzinfo
from itertools import islice
from typing import Any

from django.db.models import Model
from django.utils import timezone

from shufang.activities.choices import CountSource
from shufang.activities.importers.ledger import PlannedActivity, PlannedReport
from shufang.activities.models import Activity, CategoryAlias, MediaReport, StatedCount
from shufang.intake.bulk import insert_plainly
from shufang.intake.models import ImportRun
from shufang.shared.text import plain_name

AT_ONCE = 2000  # rows: what lies in memory at a time


def insert_activities(
    planned: Sequence[PlannedActivity], run: ImportRun, told: Callable[[int], None]
) -> None:
    """Activities with their stated counts and reports; tells how many are written."""
    zone = timezone.get_default_timezone()
    for number, batch in enumerate(_batches(planned)):
        rows = [_activity(one, run, zone) for one in batch]
        Activity.objects.bulk_create(rows)
        for one, row in zip(batch, rows, strict=True):
            one.pk = row.pk
        insert_plainly(StatedCount, STATED, [_stated(one) for one in batch])
        MediaReport.objects.bulk_create(
            [report_row(r, one.pk, run) for one in batch for r in one.reports]
        )
        told(number * AT_ONCE + len(batch))


def _batches(planned: Sequence[PlannedActivity]) -> Iterator[list[PlannedActivity]]:
    rest = iter(planned)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch


def _activity(one: PlannedActivity, run: ImportRun, zone: tzinfo) -> Activity:
    return Activity(
        site_id=one.site.pk,
        category_id=one.category.pk,
        national_type=one.national_type,
        title=one.title,
        day=one.day,
        starts_at=_moment(one.day, one.start, zone),
        ends_at=_moment(one.day, one.end, zone),
        leader=one.leader,
        helpers=one.helpers,
        state=one.state,
        note=one.note,
        source=one.source,
        import_run_id=run.pk,
    )


def _moment(day: date, at: time | None, zone: tzinfo) -> datetime | None:
    return datetime.combine(day, at, zone) if at is not None else None


STATED = ("activity", "sign_ins", "adults", "children", "attendees", "estimated", "source")


def _stated(one: PlannedActivity) -> tuple[int | str | bool | None, ...]:
    source = str(CountSource.LEDGER.value)
    counts = (one.sign_ins, one.adults, one.children, one.attendees)
    return (one.pk, *counts, one.estimated, source)


def report_row(report: PlannedReport, activity_id: int, run: ImportRun) -> MediaReport:
    return MediaReport(
        activity_id=activity_id,
        outlet=report.outlet,
        level=report.level,
        title=report.title,
        link=report.link,
        day=report.day,
        source=report.source,
        import_run_id=run.pk,
    )


def insert_aliases(learned: Iterable[tuple[Any, str]], run: ImportRun) -> None:
    CategoryAlias.objects.bulk_create(
        CategoryAlias(category=category, name=name, plain=plain_name(name), import_run=run)
        for category, name in learned
    )


def delete(run: ImportRun) -> dict[str, set[date]]:
    """Take back the run's reports, activities and aliases; the months they lay in."""
    activities = Activity.objects.filter(import_run=run)
    reports = MediaReport.objects.filter(import_run=run)
    months = {
        "attendance": {day.replace(day=1) for day in _days(activities)},
        "media_reports": {day.replace(day=1) for day in _days(reports)},
    }
    models: tuple[type[Model], ...] = (MediaReport, Activity, CategoryAlias)
    for model in models:
        model._default_manager.filter(import_run=run).delete()
    return months


def _days(rows: Any) -> list[date]:
    return list(rows.order_by().values_list("day", flat=True).distinct())
