"""What shared links and search engines read of an activity's page."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from shufang.activities.choices import State
from shufang.activities.models import Activity
from shufang.activities.queries.promoting.links import short_link
from shufang.activities.queries.words import (
    address_words,
    title_words,
    when_words,
    where_words,
)
from shufang.shared.language import network_name

register = template.Library()
ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.inclusion_tag("activities/promoting/head.html")
def promote_head(activity: Activity) -> dict[str, Any]:
    """Open Graph tags and the schema.org description; the latter is data, not a script."""
    said = " · ".join(each for each in (when_words(activity), where_words(activity)) if each)
    return {
        "title": title_words(activity),
        "said": said,
        "link": short_link(activity),
        "network": network_name(),
        "event": _data(event_of(activity)),
    }


def event_of(activity: Activity) -> dict[str, Any]:
    """As schema.org names things."""
    cancelled = activity.state == State.CANCELLED
    site = activity.site
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": activity.title,
        "startDate": (activity.starts_at or activity.day).isoformat(),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if cancelled else 'Scheduled'}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "url": short_link(activity),
        "organizer": {"@type": "Organization", "name": network_name()},
        "location": {
            "@type": "Place",
            "name": where_words(activity),
            "address": address_words(activity) or site.name,
        },
    }
    if activity.ends_at is not None:
        found["endDate"] = activity.ends_at.isoformat()
    if activity.description:
        found["description"] = activity.description
    if site.latitude is not None and site.longitude is not None:
        found["location"]["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": site.latitude,
            "longitude": site.longitude,
        }
    return found


def _data(value: dict[str, Any]) -> SafeString:
    """JSON that can't end its element: the same letters are escaped as in `json_script`."""
    return mark_safe(json.dumps(value, ensure_ascii=False).translate(ESCAPED))  # noqa: S308
