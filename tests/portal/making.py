"""Activities and counts for readers' pages."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from shufang.activities.models import Activity, Category
from shufang.circulation.models import PeriodCount
from shufang.lake import touch
from shufang.places.models import Hours, Site


def held_at(site: Site, day: date, title: str = "绘本共读《团圆》", **more: Any) -> Activity:
    """An activity on the day, at 15:00 unless told."""
    starts = timezone.make_aware(datetime.combine(day, time(15)))
    activity = Activity.objects.create(
        **{
            "site": site,
            "day": day,
            "title": title,
            "category": Category.objects.get(name="亲子阅读"),
            "national_type": "other",
            "starts_at": starts,
            "leader": "陈老师",
            "note": "家长微信群通知",
            **more,
        }
    )
    touch("attendance", day)
    return activity


def lent(site: Site, month: date, value: int) -> None:
    """So many loans of a room in a month."""
    PeriodCount.objects.create(counted="loans", site=site, day=month.replace(day=16), value=value)
    touch("loans", month)


def open_daily(site: Site, opens: str = "08:30", closes: str = "21:00") -> None:
    Hours.objects.bulk_create(
        Hours(site=site, weekday=n, opens=opens, closes=closes) for n in range(7)
    )
