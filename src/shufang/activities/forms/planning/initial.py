"""What a plan's form starts with: the plan as it stands, one held before, a template."""

from typing import Any

from shufang.activities.actions.planning.draft import (
    ACTIVITY_FIELDS,
    KEPT_FIELDS,
    PLAN_FIELDS,
    draft_of,
)
from shufang.activities.forms.planning.places import places_values
from shufang.activities.models import Activity, Template


def initial_of(activity: Activity) -> dict[str, Any]:
    """The form's values of a plan as it stands."""
    draft = draft_of(activity)
    return {
        **{name: getattr(draft, name) for name in ACTIVITY_FIELDS},
        "day": draft.day,
        "starts": draft.starts,
        "ends": draft.ends,
        **draft.plan,
        **places_values(draft.rules),
    }


def initial_for_copy(activity: Activity) -> dict[str, Any]:
    """The same again at the same place and time of day; the day is open."""
    found = initial_of(activity)
    for name in ("day", "beside"):
        found.pop(name)
    found["materials"] = [{**row, "ready": False} for row in found["materials"]]
    return found


def initial_from_template(template: Template) -> dict[str, Any]:
    content = template.content
    of_activity = {k: v for k, v in content.get("activity", {}).items() if k in KEPT_FIELDS}
    plan = {k: v for k, v in content.get("plan", {}).items() if k in PLAN_FIELDS}
    plan["materials"] = [{**row, "ready": False} for row in plan.get("materials", [])]
    return {
        "title": template.name,
        **of_activity,
        "category": template.category,
        **plan,
        **places_values(content.get("rules", {})),
    }
