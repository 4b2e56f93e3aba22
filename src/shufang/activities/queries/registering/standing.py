"""How registration for an activity stands at a moment."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.choices import Places, State
from shufang.activities.models import Activity, Rules
from shufang.shared.days import moment_words

OPEN = "open"  # no registration needed
AHEAD = "ahead"  # registration has not begun
REGISTERING = "registering"
ENDED = "ended"  # registration is over, the activity is not
PAST, CANCELLED, HIDDEN = "past", "cancelled", "hidden"
FREE, WAIT, FULL = "free", "wait", "full"  # whether there is room


def standing(activity: Activity, now: datetime) -> str:
    """One of the words above; whether places are free is another question."""
    if activity.state == State.CANCELLED:
        return CANCELLED
    ends = activity.ends_at or activity.starts_at
    if activity.state == State.HELD and (ends is None or ends <= now or activity.closed_at):
        return PAST
    if activity.state not in (State.SCHEDULED, State.HELD) or activity.published_at is None:
        return HIDDEN
    if activity.day < timezone.localdate(now) or (ends is not None and ends <= now):
        return PAST
    if not needs_registration(activity):
        return OPEN
    rules = activity.rules
    if rules.opens_at is not None and now < rules.opens_at:
        return AHEAD
    closes = rules.closes_at or activity.starts_at
    if activity.state == State.HELD or (closes is not None and now >= closes):
        return ENDED
    return REGISTERING


def needs_registration(activity: Activity) -> bool:
    rules = getattr(activity, "rules", None)
    return rules is not None and rules.way != Places.OPEN


def room_of(rules: Rules) -> str:
    """FREE: places for whoever comes now; WAIT: none, or others wait for them, and the waiting list
    has room; FULL. Places that are drawn are another matter."""
    if rules.taken < rules.places and not rules.waiting:
        return FREE
    return WAIT if rules.waiting < rules.waiting_places else FULL


def words(activity: Activity, found: str) -> str:
    """What a refusal says."""
    if found == AHEAD and activity.rules.opens_at is not None:
        opens = moment_words(activity.rules.opens_at)
        return _("报名 %(when)s 开始，到时再来。") % {"when": opens}
    return {
        OPEN: _("这场活动不用报名，直接来。"),
        ENDED: _("报名已经截止。"),
        PAST: _("这场活动已经结束。"),
        CANCELLED: _("这场活动取消了，请不要白跑一趟。"),
    }.get(found, _("这场活动现在不能报名。"))
