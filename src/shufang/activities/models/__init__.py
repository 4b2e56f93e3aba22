"""The rows of this app."""

from shufang.activities.models.activity import Activity, StatedCount
from shufang.activities.models.category import Category, CategoryAlias
from shufang.activities.models.media_report import MediaReport

__all__ = ["Activity", "Category", "CategoryAlias", "MediaReport", "StatedCount"]
