"""What the media published."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from shufang.activities.facts.common import ACTIVITY_COLUMNS, ESTIMATED, OF_AN_ACTIVITY
from shufang.activities.models import MediaReport
from shufang.lake import Column, FactTable
from shufang.lake.dimensions import LEDGER, STAFF
from shufang.shared.period import next_month


def _media_reports(month: date) -> Iterator[Sequence[Any]]:
    rows = MediaReport.objects.filter(day__gte=month, day__lt=next_month(month)).values_list(
        "day", "activity__site_id", "activity__category_id", "activity__national_type",
        "activity_id", "id", "level", "import_run_id",
    )  # fmt: skip
    for *row, run in rows.order_by("day", "id"):
        yield (*row, STAFF if run is None else LEDGER, False)


MEDIA_REPORTS = FactTable(
    "media_reports",
    "媒体报道",
    "Media reports",
    grain="one report in one outlet about one activity",
    columns=(
        *ACTIVITY_COLUMNS,
        Column("report", "报道", "Report", "id"),
        Column("level", "级别", "Level", "text"),
        Column("source", "来源", "Source", "text"),
        ESTIMATED,
    ),
    dimensions=OF_AN_ACTIVITY | {"source"},
    rows=_media_reports,
    months=lambda: MediaReport.objects.dates("day", "month"),
    silence=0,
    order="f.day, f.report",
)
