"""Put a draft into the rows of an activity, its plan and its rules."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shufang.activities.actions.planning.draft import ACTIVITY_FIELDS, Draft, draft_of, rules_for
from shufang.activities.actions.registering.change_places import change_places
from shufang.activities.choices import Places
from shufang.activities.facts import touch_activity
from shufang.activities.models import Activity, Plan, Rules
from shufang.activities.queries.planning.tables import SHAPES, Shape, cell_text

# What a place is and how it is given out is settled once somebody holds one.
SETTLED = {"way", "counted"}
LOGGED_AS = {"priority": "priority_rules", "questions": "own_questions"}


def write_new(draft: Draft, **fields: Any) -> Activity:
    """The rows of a new activity; `fields` are its state, series and the like."""
    values = {name: getattr(draft, name) for name in ACTIVITY_FIELDS}
    values["national_type"] = draft.national_type or draft.category.national_type
    activity = Activity.objects.create(
        **values, day=draft.day, starts_at=draft.starts_at, ends_at=draft.ends_at, **fields
    )
    Plan.objects.create(activity=activity, **draft.plan)
    Rules.objects.create(activity=activity, **_rules(draft))
    return activity


def write_over(activity: Activity, draft: Draft) -> dict[str, list[str]]:
    """Change the rows of an activity that is held (`hold`); gives field -> [before, after].

    Refused (ValidationError by field): fewer places than are taken, another way of giving them
    out once somebody has one.
    """
    changes = _changes(draft_of(activity), draft)
    if not changes:
        return {}
    day = activity.day
    for name in ACTIVITY_FIELDS:
        setattr(activity, name, getattr(draft, name))
    activity.national_type = draft.national_type or draft.category.national_type
    activity.day, activity.starts_at, activity.ends_at = draft.day, draft.starts_at, draft.ends_at
    activity.save()
    Plan.objects.update_or_create(activity=activity, defaults=draft.plan)
    _write_rules(activity, _rules(draft))
    activity.__dict__.pop("rules", None)
    if activity.registrations.exists() or activity.media_reports.exists():  # figures tell them
        touch_activity(activity, day)
    return changes


def _write_rules(activity: Activity, values: dict[str, Any]) -> None:
    rules = Rules.objects.filter(activity=activity).first()
    if rules is None:
        Rules.objects.create(activity=activity, **values)
        return
    changed = [name for name, value in values.items() if getattr(rules, name) != value]
    if SETTLED & set(changed) and activity.registrations.exists():
        raise ValidationError({"way": _("已经有人报名，名额方式和单位不能再改。")})
    if others := [name for name in changed if name != "places"]:
        for name in others:
            setattr(rules, name, values[name])
        rules.save(update_fields=others)  # never `taken`: registering alone counts it
    if "places" in changed:
        change_places(activity, values["places"])


def _rules(draft: Draft) -> dict[str, Any]:
    values = rules_for(draft.starts_at, draft.rules)
    if values.get("way", Places.OPEN) == Places.OPEN:
        values["places"] = values["waiting_places"] = 0
    return values


def _changes(before: Draft, after: Draft) -> dict[str, list[str]]:
    """As the log keeps it; the tables of a plan as lines of text."""
    found: dict[str, list[str]] = {}
    for name in (*ACTIVITY_FIELDS, "day", "starts", "ends"):
        _note(found, name, getattr(before, name), getattr(after, name))
    rules = rules_for(before.starts_at, before.rules), rules_for(after.starts_at, after.rules)
    for old, new in ((before.plan, after.plan), rules):
        for name, value in new.items():
            _note(found, LOGGED_AS.get(name, name), old.get(name), value, SHAPES.get(name))
    return found


def _note(
    found: dict[str, list[str]],
    name: str,
    before: object,
    after: object,
    shape: Shape | None = None,
) -> None:
    pair = [written(before, shape), written(after, shape)]
    if (before or None) != (after or None) and pair[0] != pair[1]:
        found[name] = pair


def written(value: object, shape: Shape | None = None) -> str:
    """A value as the log keeps it, in words and not too long; a table's cells as people type
    them."""
    if value is None or value == "":
        return ""
    if isinstance(value, list) and shape is not None:
        lines = ([cell_text(c, row.get(c.code)) for c in shape.columns] for row in value)
        return "；".join(" ".join(filter(None, cells)) for cells in lines)[:400]
    if isinstance(value, list):
        rows = (" ".join(str(v) for v in row.values() if v not in (None, "")) for row in value)
        return "；".join(rows)[:400]
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)[:400]
