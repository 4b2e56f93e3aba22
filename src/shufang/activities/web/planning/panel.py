"""The plan on the page of its activity."""

from typing import Any

from django.http import HttpRequest

from shufang.activities.models import Activity
from shufang.activities.web.planning.page import standing
from shufang.people.queries.account import account


def plan_panel(request: HttpRequest, activity: Activity) -> dict[str, Any] | None:
    """How far the plan is and the next step; nothing for activities that nobody planned here."""
    plan = getattr(activity, "plan", None)
    if plan is None:
        return None
    return {
        "activity": activity,
        "plan": plan,
        "rules": getattr(activity, "rules", None),
        "comment": activity.comments.exclude(text="").select_related("user").last(),
        **standing(account(request), activity),
    }
