"""What a plan says: one shape for the form, templates, copies, series and the log."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from shufang.activities.models import Activity, Category, Plan, Rules
from shufang.places.models import Site, Zone
from shufang.shared.clock import local_time, moment

PLAN_FIELDS = (
    "objectives", "background", "flow", "staffing", "books", "materials", "budget", "risks",
    "channels", "expected", "made_by",
)  # fmt: skip
RULE_FIELDS = (
    "way", "counted", "places", "places_min", "waiting_places", "queue", "skips", "offer_hours",
    "cancel_minutes", "children_most", "adults_most", "adults_least", "household_limit",
    "child_limit", "limit_days", "priority", "questions", "guests_prove", "walk_ins",
    "reconfirm_hours", "release_minutes", "sign_in_before", "sign_in_after", "sign_out",
)  # fmt: skip
ACTIVITY_FIELDS = (
    "title", "category", "national_type", "audience", "age_from", "age_to", "description", "leader",
    "site", "zone", "setup_minutes", "teardown_minutes", "beside",
)  # fmt: skip
# What a template keeps: everything but place and time.
KEPT_FIELDS = (
    "title", "national_type", "audience", "age_from", "age_to", "description", "leader",
    "setup_minutes", "teardown_minutes",
)  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """A whole plan. `rules` may also say `opens_days` and `closes_hours`: how long before the
    start registration opens and closes; None means at once, and at the start."""

    title: str
    category: Category
    site: Site
    day: date
    starts: time
    ends: time
    zone: Zone | None = None
    national_type: str = ""
    audience: str = ""
    age_from: int | None = None
    age_to: int | None = None
    description: str = ""
    leader: str = ""
    setup_minutes: int = 0
    teardown_minutes: int = 0
    beside: Activity | None = None
    plan: dict[str, Any] = field(default_factory=dict)
    rules: dict[str, Any] = field(default_factory=dict)

    @property
    def starts_at(self) -> datetime:
        at = moment(self.day, self.starts)
        assert at is not None
        return at

    @property
    def ends_at(self) -> datetime:
        at = moment(self.day, self.ends)
        assert at is not None
        return at

    def on(self, day: date, **changes: Any) -> "Draft":
        """The same plan for another day."""
        return replace(self, day=day, **changes)


def draft_of(activity: Activity) -> Draft:
    """The plan as it stands."""
    return Draft(
        **{name: getattr(activity, name) for name in ACTIVITY_FIELDS},
        day=activity.day,
        starts=local_time(activity.starts_at) or time(10),
        ends=local_time(activity.ends_at) or time(11),
        plan=plan_values(activity),
        rules=rule_values(activity),
    )


def plan_values(activity: Activity) -> dict[str, Any]:
    plan = getattr(activity, "plan", None) or Plan()
    return {name: getattr(plan, name) for name in PLAN_FIELDS}


def rule_values(activity: Activity) -> dict[str, Any]:
    """The rules, with the times of registration as distances from the start."""
    rules = getattr(activity, "rules", None) or Rules()
    found = {name: getattr(rules, name) for name in RULE_FIELDS}
    starts = activity.starts_at
    for name, instant, unit in (
        ("opens_days", rules.opens_at, timedelta(days=1)),
        ("closes_hours", rules.closes_at, timedelta(hours=1)),
    ):
        found[name] = round((starts - instant) / unit) if starts and instant else None
    return found


def rules_for(starts_at: datetime, values: dict[str, Any]) -> dict[str, Any]:
    """The fields of `Rules` for an activity that begins then."""
    found = {name: values[name] for name in RULE_FIELDS if name in values}
    opens, closes = values.get("opens_days"), values.get("closes_hours")
    if "opens_days" in values:
        found["opens_at"] = None if opens is None else starts_at - timedelta(days=opens)
    if "closes_hours" in values:
        found["closes_at"] = None if closes is None else starts_at - timedelta(hours=closes)
    return found


def content_of(draft: Draft) -> dict[str, Any]:
    """What a template keeps of a plan, as plain values."""
    return {
        "activity": {name: getattr(draft, name) for name in KEPT_FIELDS},
        "plan": dict(draft.plan),
        "rules": dict(draft.rules),
    }
