"""Activities that were held, their registrations, and media reports, as they go to the lake.

Nothing personal goes there: no leader, no title, no link, and of a family only a pseudonym. Pages
that list the rows behind a figure fetch titles from the database by the activity's id.
"""

from shufang.activities.facts.attendance import ATTENDANCE, GRADE
from shufang.activities.facts.common import (
    ACTIVITY_COLUMNS,
    CATEGORIES,
    CATEGORY,
    ESTIMATED,
    NATIONAL_TYPE,
    OF_AN_ACTIVITY,
    touch_activity,
)
from shufang.activities.facts.media_reports import MEDIA_REPORTS
from shufang.activities.facts.registrations import REGISTRATIONS, STAGE, WAY

__all__ = [
    "ACTIVITY_COLUMNS",
    "ATTENDANCE",
    "CATEGORIES",
    "CATEGORY",
    "ESTIMATED",
    "GRADE",
    "MEDIA_REPORTS",
    "NATIONAL_TYPE",
    "OF_AN_ACTIVITY",
    "REGISTRATIONS",
    "STAGE",
    "WAY",
    "touch_activity",
]
