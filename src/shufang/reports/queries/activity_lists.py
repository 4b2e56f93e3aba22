"""Lists of activities and media reports that a report prints; counts come from measures only."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shufang.activities.choices import State, Way
from shufang.activities.models import Activity, MediaReport, Registration
from shufang.activities.queries.who_came import Came, who_came
from shufang.shared.days import full_day
from shufang.shared.period import Period
from shufang.surveys.queries.results import satisfied_by_activity


def activities_held(period: Period) -> QuerySet[Activity]:
    """The activities counted in the period, oldest first."""
    return (
        Activity.objects.filter(state=State.HELD, day__range=(period.start, period.last))
        .select_related("site", "category", "stated")
        .prefetch_related("media_reports")
        .order_by("day", "starts_at", "id")
    )


@dataclass(frozen=True)
class Record:
    """What is recorded about one activity; None is not known."""

    came: Came
    registrations: int | None
    satisfied: float | None  # per cent


def listed_activities(period: Period) -> list[tuple[Activity, Record]]:
    """The activities counted in the period with what is recorded about each, oldest first."""
    held = list(activities_held(period))
    came, satisfied = who_came(held), satisfied_by_activity(period)
    parties = dict(
        Registration.objects.filter(activity__day__range=(period.start, period.last))
        .exclude(way=Way.WALK_IN)
        .order_by()
        .values_list("activity")
        .annotate(parties=Count("pk"))
    )
    return [
        (each, Record(came[each.pk], parties.get(each.pk), satisfied.get(each.pk))) for each in held
    ]


def media_reports(period: Period) -> QuerySet[MediaReport]:
    """The media reports counted in the period, oldest first."""
    return (
        MediaReport.objects.filter(day__range=(period.start, period.last))
        .select_related("activity__site", "activity__category")
        .order_by("day", "id")
    )


def fullest_activities(period: Period, *, category: int, most: int = 3) -> list[str]:
    """The titles with the most sign-ins in a category, with room and day, as words of a sentence.

    A title that ran several times is named once, with its fullest date.
    """
    held = activities_held(period).filter(category=category)
    came = who_came(held)
    found = [activity for activity in held if came[activity.pk].sign_ins]
    found.sort(key=lambda each: (-(came[each.pk].sign_ins or 0), each.day, each.pk))
    words: dict[str, str] = {}
    for activity in found:
        if activity.title not in words and len(words) < most:
            words[activity.title] = ngettext(
                "%(title)s（%(room)s，%(day)s，%(sign_ins)s户次）",
                "%(title)s（%(room)s，%(day)s，%(sign_ins)s户次）",
                came[activity.pk].sign_ins or 0,
            ) % {
                "title": quoted(activity.title),
                "room": activity.site.name,
                "day": full_day(activity.day),
                "sign_ins": came[activity.pk].sign_ins,
            }
    return list(words.values())


def quoted(title: str) -> str:
    """A title in book marks, unless it has some."""
    return title if "《" in title else _("“%(title)s”") % {"title": title}


def room_activities(period: Period, site: int) -> QuerySet[Activity]:
    """A room's activities between the days of a curve, for its marks."""
    return Activity.objects.filter(
        state=State.HELD, site=site, day__range=(period.start, period.last)
    ).select_related("category")
