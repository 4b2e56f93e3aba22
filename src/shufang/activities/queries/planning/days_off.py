"""Holidays, days worked instead, and whether children are at school."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.activities.choices import AHEAD, Audience
from shufang.activities.models import Activity, DayOff, SchoolTerm
from shufang.activities.queries.planning.terms import is_break, term_on, terms

# The shipped names in the language of the page; what a person typed stays as typed.
SHIPPED = {
    "元旦": gettext_lazy("元旦"),
    "春节": gettext_lazy("春节"),
    "清明": gettext_lazy("清明"),
    "劳动节": gettext_lazy("劳动节"),
    "端午": gettext_lazy("端午"),
    "中秋": gettext_lazy("中秋"),
    "国庆节": gettext_lazy("国庆节"),
}
SUMMER = (7, 8)  # the months without school
SCHOOL_ENDS = time(16)
SATURDAY = 5


def days_off_in(year: int) -> list[DayOff]:
    return list(DayOff.objects.filter(day__year=year))


def years_to_show() -> list[int]:
    """Those with entries, this one and the next."""
    this = timezone.localdate().year
    return sorted({*(day.year for day in DayOff.objects.dates("day", "year")), this, this + 1})


def planned_on(day: date) -> int:
    """How many activities ahead lie on the day."""
    return Activity.objects.filter(day=day, state__in=AHEAD).count()


def name_of(row: DayOff) -> str:
    return str(SHIPPED.get(row.name, row.name))


def is_school_day(day: date, row: DayOff | None, known: Sequence[SchoolTerm] = ()) -> bool:
    """Weekdays of a term but holidays, and weekends worked instead. Where the terms are not
    entered, July and August are free and the winter holidays are not known."""
    if is_break(day, known) or (day.month in SUMMER and term_on(day, known) is None):
        return False
    if row is not None:
        return row.works
    return day.weekday() < SATURDAY


def school_note(audience: str, day: date, starts: time | None) -> str:
    """A word where children are wanted while they sit in school; "" otherwise."""
    if audience not in (Audience.CHILDREN, Audience.FAMILIES) or starts is None:
        return ""
    known = terms()
    row = DayOff.objects.filter(day=day).first()
    if starts >= SCHOOL_ENDS or not is_school_day(day, row, known):
        return ""
    if term_on(day, known) is not None:
        return _("这是上学日的白天，上幼儿园和小学的孩子可能来不了。")
    return _("这是上学日的白天，上幼儿园和小学的孩子可能来不了（寒假除外）。")


def note_of(activity: Activity) -> str:
    """A word about the day: a holiday, or school hours of those it is for; "" otherwise."""
    starts = activity.starts_at
    row = DayOff.objects.filter(day=activity.day).first()
    if row is not None and not row.works:
        return _("这一天放假（%(name)s），请确认书房开放、带领人能来。") % {"name": name_of(row)}
    local: datetime | None = timezone.localtime(starts) if starts else None
    return school_note(activity.audience, activity.day, local.time() if local else None)
