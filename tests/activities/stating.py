"""What people of the cast say about activities, in one line."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from shufang.activities.actions.details import Details
from shufang.activities.models import Category
from shufang.places.models import Site

DAY = date(2025, 3, 8)
YEAR = (date(2024, 7, 12), date(2025, 7, 11))


def said(site: Site, **changes: Any) -> Details:
    """A story hour of 12 households and 30 heads."""
    told = Details(
        site=site,
        category=Category.objects.get(name="亲子阅读"),
        national_type="other",
        title="讲故事",
        day=DAY,
        starts=time(14, 30),
        sign_ins=12,
        attendees=30,
    )
    return replace(told, **changes)


def typed(site: Site, **changes: Any) -> dict[str, Any]:
    """The same as the form sends it."""
    return {
        "title": "讲故事",
        "site": site.pk,
        "category": Category.objects.get(name="亲子阅读").pk,
        "national_type": "",
        "day": str(DAY),
        "starts": "14:30",
        "sign_ins": 12,
        "attendees": 30,
        **changes,
    }
