"""What the facts tell of the activity a row belongs to; surveys' answers too."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from shufang.activities.choices import NationalType
from shufang.activities.models import Activity, Category
from shufang.lake import Column, Dimension, NameTable, registry, touch


def touch_activity(activity: Activity, *earlier: date) -> None:
    """The state, room, category or day of an activity (`earlier` is the one it had) has changed: so
    have the rows of all facts that tell them, and of its media reports whenever they came out."""
    for fact in registry.facts():
        if any(column.code == "activity" for column in fact.columns):
            touch(fact.code, activity.day, *earlier)
    reported = activity.media_reports.order_by().values_list("day", flat=True)
    touch("media_reports", *reported)


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
OF_AN_ACTIVITY = frozenset({"category", "national_type", "site", "town", "month", "year"})
ACTIVITY_COLUMNS = (
    Column("day", "日期", "Day", "day"),
    Column("site", "书房", "Room", "id"),
    Column("category", "分类", "Category", "id"),
    Column("national_type", "国家统计类型", "National type", "text"),
    Column("activity", "活动", "Activity", "id"),
)
ESTIMATED = Column("estimated", "估计", "Estimated", "flag")
