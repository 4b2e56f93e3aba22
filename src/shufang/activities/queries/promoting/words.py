"""When and where, in words that are never left out of a message."""

from shufang.activities.models import Activity
from shufang.activities.queries.words import clock_words, near_words
from shufang.shared.days import day_words


def when(activity: Activity) -> str:
    """The day, 今天 or 明天 where it is, and the time."""
    day = activity.day
    said = (near_words(day), day_words(day), clock_words(activity))
    return " ".join(each for each in said if each)


def where(activity: Activity) -> str:
    """The room and its zone, always both where both are known."""
    return " · ".join(
        each for each in (activity.site.name, activity.zone.name if activity.zone else "") if each
    )


def address(activity: Activity) -> str:
    """Town and street, for who has never been there."""
    town = activity.site.town.name if activity.site.town else ""
    return " ".join(each for each in (town, activity.site.address) if each)
