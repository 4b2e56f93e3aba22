"""What is said about an activity: one shape for forms, actions and the log."""

from dataclasses import dataclass, fields
from datetime import date, time

from shufang.activities.models import Activity, Category, StatedCount
from shufang.places.models import Site
from shufang.shared.clock import local_time, moment


@dataclass(frozen=True)
class Details:
    """An activity as a person states it; empty numbers are missing, never zero."""

    site: Site
    category: Category
    national_type: str
    title: str
    day: date
    starts: time | None = None
    ends: time | None = None
    leader: str = ""
    helpers: int | None = None
    note: str = ""
    sign_ins: int | None = None
    adults: int | None = None
    children: int | None = None
    attendees: int | None = None
    estimated: bool = False

    @classmethod
    def of(cls, activity: Activity) -> "Details":
        """How the activity stands now."""
        stated = stated_count_of(activity)
        return cls(
            site=activity.site,
            category=activity.category,
            national_type=activity.national_type,
            title=activity.title,
            day=activity.day,
            starts=local_time(activity.starts_at),
            ends=local_time(activity.ends_at),
            leader=activity.leader,
            helpers=activity.helpers,
            note=activity.note,
            sign_ins=stated.sign_ins,
            adults=stated.adults,
            children=stated.children,
            attendees=stated.attendees,
            estimated=stated.estimated,
        )

    def changes_from(self, before: "Details") -> dict[str, list[str]]:
        """Field -> [before, after], as the log keeps it."""
        return {
            field.name: [_written(getattr(before, field.name)), _written(getattr(self, field.name))]
            for field in fields(self)
            if getattr(before, field.name) != getattr(self, field.name)
        }

    def as_new(self) -> dict[str, list[str]]:
        """Field -> ["", value] of an activity that was not there before."""
        values = {field.name: _written(getattr(self, field.name)) for field in fields(self)}
        return {name: ["", value] for name, value in values.items() if value}

    def write_to(self, activity: Activity, stated: StatedCount) -> None:
        """Set the fields of both rows; saving them is the action's business."""
        activity.site, activity.category = self.site, self.category
        activity.national_type, activity.title = self.national_type, self.title
        activity.day, activity.starts_at = self.day, moment(self.day, self.starts)
        activity.ends_at = moment(self.day, self.ends)
        activity.leader, activity.helpers, activity.note = self.leader, self.helpers, self.note
        stated.sign_ins, stated.attendees = self.sign_ins, self.attendees
        stated.adults, stated.children = self.adults, self.children
        stated.estimated = self.estimated


def stated_count_of(activity: Activity) -> StatedCount:
    """The activity's stated count; an empty, unsaved one where nothing was stated."""
    try:
        return activity.stated
    except StatedCount.DoesNotExist:
        return StatedCount(activity=activity)


def _written(value: object) -> str:
    return "" if value is None else str(value)
