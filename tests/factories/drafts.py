"""Plans as a form hands them over. Everything here is invented."""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from shufang.activities.actions.planning.draft import Draft
from shufang.activities.actions.planning.plan_activity import plan_activity
from shufang.activities.models import Activity, Category
from shufang.people.models import User
from shufang.places.models import Site


def ahead(days: int = 7) -> date:
    return timezone.localdate() + timedelta(days=days)


def make_draft(site: Site, **fields: Any) -> Draft:
    """A story hour from ten to eleven, a week ahead unless told otherwise."""
    values: dict[str, Any] = {
        "title": "皮影戏《小羊过桥》",
        "category": Category.objects.get(name="亲子阅读"),
        "day": ahead(),
        "starts": time(10),
        "ends": time(11),
        **fields,
    }
    return Draft(site=site, **values)


def plan(actor: User, site: Site, **fields: Any) -> Activity:
    return plan_activity(actor=actor, draft=make_draft(site, **fields))
