"""Who may register first."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from shufang.activities.models import Activity, Rules

FIRST_TIMERS, TOWN = "first_timers", "town"


@dataclass(frozen=True)
class Priority:
    """One rule of priority: until when, and for whom."""

    kind: str
    until: datetime
    towns: frozenset[int]
    words: str

    def is_for(self, *, town: int | None, first_time: bool) -> bool:
        return first_time if self.kind == FIRST_TIMERS else town is not None and town in self.towns


def priorities(activity: Activity, rules: Rules) -> list[Priority]:
    """The rules of priority with the moment at which each ends; none without an opening."""
    opens = rules.opens_at or activity.published_at
    if opens is None:
        return []
    found = []
    for rule in rules.priority:
        if not isinstance(rule, dict) or not _hours(rule):
            continue
        towns = frozenset(rule.get("towns") or [activity.site.town_id])
        town = activity.site.town.name if activity.site.town else ""
        words = _("第一次来的家庭") if rule.get("for") == FIRST_TIMERS else ""
        if rule.get("for") == TOWN and town:
            words = _("%(town)s的家庭") % {"town": town}
        if words:
            found.append(
                Priority(str(rule["for"]), opens + timedelta(hours=_hours(rule)), towns, words)
            )
    return found


def priority_now(activity: Activity, rules: Rules, now: datetime) -> list[Priority]:
    """The rules that hold now: who is meant by any of them may register, others wait until the
    last one ends."""
    return [rule for rule in priorities(activity, rules) if now < rule.until]


def _hours(rule: dict[str, Any]) -> int:
    hours = rule.get("hours", 0)
    return hours if isinstance(hours, int) and hours > 0 else 0
