"""Activities ahead, for tests of the activity's life. Everything here is invented."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from shufang.activities.actions.drawing.commit_seed import commit_seed
from shufang.activities.choices import Audience, Places, State
from shufang.activities.models import Activity, Category, Plan, Rules
from shufang.places.models import Site


def plan_ahead(
    site: Site,
    *,
    title: str = "皮影戏《小羊过桥》",
    starts: datetime | None = None,
    minutes: int = 60,
    published: bool = True,
    state: State = State.SCHEDULED,
    **fields: Any,
) -> Activity:
    """An activity for families of children from 4 to 8, tomorrow at ten unless told otherwise."""
    starts = starts or (timezone.localtime() + timedelta(days=1)).replace(
        hour=10, minute=0, second=0, microsecond=0
    )
    category = fields.pop("category", None) or Category.objects.order_by("order", "pk")[0]
    values: dict[str, Any] = {
        "audience": Audience.FAMILIES,
        "age_from": 4,
        "age_to": 8,
        "description": "跟着皮影艺人认识光与影，一起把《小羊过桥》演一遍。",
        **fields,
    }
    activity = Activity.objects.create(
        site=site,
        category=category,
        national_type=category.national_type,
        title=title,
        day=timezone.localdate(starts),
        starts_at=starts,
        ends_at=starts + timedelta(minutes=minutes),
        state=state,
        published_at=timezone.now() if published else None,
        **values,
    )
    Plan.objects.create(activity=activity, objectives="认识非遗皮影")
    return activity


def under_way(site: Site, **rules: Any) -> Activity:
    """It began ten minutes ago, with places for fifteen parties; any rule may be named."""
    activity = plan_ahead(site, starts=timezone.now() - timedelta(minutes=10))
    with_places(activity, **rules)
    return activity


def to_be_drawn(site: Site, places: int) -> Activity:
    """In three days, for anybody, by draw; its seed is fixed."""
    starts = timezone.now() + timedelta(days=3)
    found = plan_ahead(site, starts=starts, audience=Audience.EVERYONE, age_from=None, age_to=None)
    by_draw(found, places)
    commit_seed(found)
    return found


def with_places(activity: Activity, places: int = 15, **rules: Any) -> Rules:
    """First come, so many parties; any rule may be named."""
    values: dict[str, Any] = {"way": Places.FIRST_COME, "waiting_places": 10, **rules}
    return Rules.objects.create(activity=activity, places=places, **values)


def by_draw(
    activity: Activity, places: int = 3, *, opens: datetime | None = None, **rules: Any
) -> Rules:
    """Places are drawn: applications open now (or at `opens`) and close a day before the start."""
    assert activity.starts_at is not None
    values: dict[str, Any] = {
        "way": Places.DRAW,
        "opens_at": opens or timezone.now() - timedelta(minutes=1),
        "closes_at": activity.starts_at - timedelta(days=1),
        **rules,
    }
    return Rules.objects.create(activity=activity, places=places, **values)
