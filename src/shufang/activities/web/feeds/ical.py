"""Activities as calendar programs read them (RFC 5545).

An entry keeps its UID for ever, its SEQUENCE goes up with every change, times carry their zone in
full, and a cancelled one stays with its title saying so: some programs hide STATUS.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, Timezone, TimezoneStandard

from shufang.activities.choices import State
from shufang.activities.models import Activity
from shufang.activities.queries.promoting.links import short_link
from shufang.activities.queries.words import (
    address_words,
    ages_words,
    title_words,
    where_words,
)
from shufang.shared.secrets import blind

EVERY = timedelta(hours=1)  # how often programs should look again


def calendar(name: str, activities: list[Activity], changed: Mapping[int, datetime]) -> bytes:
    """The whole file, in the language of the page."""
    made = Calendar()
    made.add("prodid", "-//Shufang//Shufang 1//ZH")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    for label in ("name", "x-wr-calname"):
        made.add(label, one_line(name))
    made.add("x-wr-timezone", settings.TIME_ZONE)
    made.add("refresh-interval", EVERY, parameters={"value": "DURATION"})
    made.add("x-published-ttl", "PT1H")  # the same, as Outlook reads it
    made.add_component(_zone())
    for activity in activities:
        made.add_component(_event(activity, changed[activity.pk]))
    return bytes(made.to_ical())


def one_line(text: str) -> str:
    """Names may hold line breaks of many kinds, typed or imported; a calendar's lines may not."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def uid(activity: Activity) -> str:
    """Never changes: not with the title, the time, the room, or the site's address."""
    return f"activity-{activity.pk}@{blind('calendar', 'feed')[:16]}.shufang"


def _event(activity: Activity, changed: datetime) -> Event:
    event = Event()
    event.add("uid", uid(activity))
    event.add("sequence", activity.sequence)
    event.add("dtstamp", changed.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", changed.astimezone(UTC).replace(microsecond=0))
    _times(event, activity)
    event.add("summary", one_line(title_words(activity)))
    event.add("status", "CANCELLED" if activity.state == State.CANCELLED else "CONFIRMED")
    place = "，".join(each for each in (where_words(activity), address_words(activity)) if each)
    event.add("location", one_line(place))
    site = activity.site
    if site.latitude is not None and site.longitude is not None:
        event.add("geo", (site.latitude, site.longitude))
    event.add("url", short_link(activity))
    event.add("description", _description(activity))
    event.add("categories", [one_line(activity.category.label)])
    return event


def _times(event: Event, activity: Activity) -> None:
    """All day where no time is known; without an end where none is known."""
    if activity.starts_at is None:
        event.add("dtstart", activity.day)
        event.add("dtend", activity.day + timedelta(days=1))
        return
    zone = ZoneInfo(settings.TIME_ZONE)
    event.add("dtstart", timezone.localtime(activity.starts_at, zone))
    if activity.ends_at is not None and activity.ends_at > activity.starts_at:
        event.add("dtend", timezone.localtime(activity.ends_at, zone))


def _description(activity: Activity) -> str:
    parts = [
        activity.category.label,
        ages_words(activity),
        *(one_line(line) for line in activity.description.splitlines()),
        short_link(activity),
    ]
    return "\n".join(part for part in parts if part)


def _zone() -> Timezone:
    """China has one time and, since 1991, no summer time; written out, for programs that know no
    zones by name."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", settings.TIME_ZONE)
    standard.add("tzname", "CST")
    standard.add("dtstart", datetime(1991, 9, 15))  # noqa: DTZ001 - RFC 5545 wants local time here
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    zone.add_component(standard)
    return zone
