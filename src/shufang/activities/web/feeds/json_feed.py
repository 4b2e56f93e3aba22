"""Activities as other programs read them: a JSON Feed 1.1, its dates and places in `_shufang`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from shufang.activities.choices import State
from shufang.activities.models import Activity
from shufang.activities.queries.promoting.links import full, short_link
from shufang.activities.queries.words import ages_words, title_words
from shufang.activities.web.feeds.ical import uid
from shufang.shared.language import page_language


def json_feed(
    name: str, path: str, activities: list[Activity], changed: Mapping[int, datetime]
) -> dict[str, Any]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": name,
        "home_page_url": full("/"),
        "feed_url": full(path),
        "language": page_language(),
        "items": [_item(activity, changed[activity.pk]) for activity in activities],
    }


def _item(activity: Activity, changed: datetime) -> dict[str, Any]:
    return {
        "id": uid(activity),
        "url": short_link(activity),
        "title": title_words(activity),
        "content_text": activity.description.strip() or activity.title,
        "date_published": _iso(activity.published_at or changed),
        "date_modified": _iso(changed),
        "tags": [activity.category.label],
        "_shufang": {
            "day": activity.day.isoformat(),
            "starts": _iso(activity.starts_at),
            "ends": _iso(activity.ends_at),
            "cancelled": activity.state == State.CANCELLED,
            "sequence": activity.sequence,
            "ages": ages_words(activity),
            "room": activity.site.name,
            "zone": activity.zone.name if activity.zone else "",
            "town": activity.site.town.name if activity.site.town else "",
            "address": activity.site.address,
            "latitude": activity.site.latitude,
            "longitude": activity.site.longitude,
        },
    }


def _iso(moment: datetime | None) -> str | None:
    """With its offset from UTC, to the second."""
    return None if moment is None else timezone.localtime(moment).isoformat(timespec="seconds")
