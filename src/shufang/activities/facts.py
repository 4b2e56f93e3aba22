"""Activities that were held and media reports, as they go to the lake.

Nothing personal goes there: no leader, no title, no link. Pages that list the rows behind a figure
fetch titles from the database by the activity's id.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from shufang.activities.choices import NationalType, State
from shufang.activities.models import Activity, Category, MediaReport
from shufang.lake import Column, Dimension, FactTable, NameTable
from shufang.lake.dimensions import LEDGER, STAFF
from shufang.shared.period import next_month


def _categories() -> Iterator[tuple[Any, ...]]:
    rows = Category.objects.order_by("order", "id").values_list("id", "name", "name_en")
    for order, (key, name, name_en) in enumerate(rows):
        yield (key, name, name_en, order)


CATEGORIES = NameTable("category", rows=_categories)
CATEGORY = Dimension(
    "category", "分类", "Category", key="f.category", kind="id", table="category", whole=True
)
NATIONAL_TYPE = Dimension(
    "national_type",
    "国家统计类型",
    "National type",
    key="f.national_type",
    kind="code",
    choices=lambda: NationalType.choices,
)
DIMENSIONS = frozenset({"category", "national_type", "site", "town", "month", "year", "source"})


def _attendance(month: date) -> Iterator[Sequence[Any]]:
    """Every activity held has one row, so that it is counted even where nobody said who came."""
    rows = Activity.objects.filter(
        state=State.HELD, day__gte=month, day__lt=next_month(month)
    ).values_list(
        "day", "site_id", "category_id", "national_type", "id", "import_run_id",
        "stated__sign_ins", "stated__adults", "stated__children", "stated__attendees",
        "stated__source", "stated__estimated",
    )  # fmt: skip
    for row in rows.order_by("day", "id"):
        day, site, category, national, activity, run, sign_ins, adults, children = row[:9]
        attendees, source, estimated = row[9:]
        if attendees is None and adults is not None and children is not None:
            attendees = adults + children
        source = source or (STAFF if run is None else LEDGER)
        yield (
            day, site, category, national, activity, sign_ins, adults, children, attendees,
            None, "stated", source, bool(estimated),
        )  # fmt: skip


ATTENDANCE = FactTable(
    "attendance",
    "活动与到场",
    "Attendance",
    grain="one stated count of an activity that was held, or the activity where none was stated",
    columns=(
        Column("day", "日期", "Day", "day"),
        Column("site", "书房", "Room", "id"),
        Column("category", "分类", "Category", "id"),
        Column("national_type", "国家统计类型", "National type", "text"),
        Column("activity", "活动", "Activity", "id"),
        Column("households", "签到数", "Sign-ins", "integer"),
        Column("adults", "成人", "Adults", "integer"),
        Column("children", "儿童", "Children", "integer"),
        Column("attendees", "参与人次", "Attendees", "integer"),
        Column("household", "家庭代号", "Household pseudonym", "id"),
        Column("grade", "证据等级", "Evidence grade", "text"),
        Column("source", "来源", "Source", "text"),
        Column("estimated", "估计", "Estimated", "flag"),
    ),
    dimensions=DIMENSIONS,
    rows=_attendance,
    months=lambda: Activity.objects.filter(state=State.HELD).dates("day", "month"),
    silence=0,
    order="f.day, f.activity",
)


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
        Column("day", "日期", "Day", "day"),
        Column("site", "书房", "Room", "id"),
        Column("category", "分类", "Category", "id"),
        Column("national_type", "国家统计类型", "National type", "text"),
        Column("activity", "活动", "Activity", "id"),
        Column("report", "报道", "Report", "id"),
        Column("level", "级别", "Level", "text"),
        Column("source", "来源", "Source", "text"),
        Column("estimated", "估计", "Estimated", "flag"),
    ),
    dimensions=DIMENSIONS,
    rows=_media_reports,
    months=lambda: _months_with_reports(),
    silence=0,
    order="f.day, f.report",
)


def _months_with_reports() -> Iterable[date]:
    return MediaReport.objects.dates("day", "month")
