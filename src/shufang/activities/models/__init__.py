"""The rows of this app."""

from shufang.activities.models.activity import Activity, StatedCount
from shufang.activities.models.category import Category, CategoryAlias
from shufang.activities.models.check_in import CheckIn, HeadCount, Pass, RoomCode
from shufang.activities.models.drawing import Draw
from shufang.activities.models.media_report import MediaReport
from shufang.activities.models.no_shows import AttendanceRules, Strike
from shufang.activities.models.plan import Comment, DayOff, Plan, SchoolTerm, Series, Template
from shufang.activities.models.promoting import FamilyFeed, Reminders
from shufang.activities.models.registration import Attendee, Registration, Rules, Step, Watch
from shufang.activities.models.review import Photo, Review
from shufang.activities.models.tablet import Device, TabletEntry

__all__ = [
    "Activity",
    "AttendanceRules",
    "Attendee",
    "Category",
    "CategoryAlias",
    "CheckIn",
    "Comment",
    "DayOff",
    "Device",
    "Draw",
    "FamilyFeed",
    "HeadCount",
    "MediaReport",
    "Pass",
    "Photo",
    "Plan",
    "Registration",
    "Reminders",
    "Review",
    "RoomCode",
    "Rules",
    "SchoolTerm",
    "Series",
    "StatedCount",
    "Step",
    "Strike",
    "TabletEntry",
    "Template",
    "Watch",
]
