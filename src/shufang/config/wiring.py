"""Who hears which news.

The one table from an announced fact to what follows from it (docs/decisions/0005).
"""

from collections.abc import Callable
from typing import Any

from shufang.activities.actions.drawing import by_the_clock as drawing
from shufang.activities.actions.no_shows import mark_absent, strike
from shufang.activities.actions.promoting import family_calendar, tell_change
from shufang.activities.actions.registering import (
    bring_home,
    end_with_activity,
    return_with_activity,
)
from shufang.activities.news import (
    ActivityCancelled,
    ActivityClosed,
    ActivityMoved,
    ActivityPublished,
    ActivityRestored,
    Registered,
    SignedIn,
    StageChanged,
)
from shufang.people.news import GuardianLeft, PhoneProven
from shufang.surveys.actions import invite as pulse

HEARERS: dict[type[Any], list[Callable[[Any], object]]] = {
    Registered: [drawing.commit_with_first_application],
    StageChanged: [strike.forgive_who_came, strike.strike_late_cancel],
    ActivityPublished: [drawing.commit_when_published],
    ActivityMoved: [tell_change.tell_moved],
    ActivityCancelled: [tell_change.tell_called_off, end_with_activity.end_with_activity],
    ActivityRestored: [return_with_activity.return_with_activity],
    ActivityClosed: [mark_absent.mark_when_closed],
    SignedIn: [pulse.invite],
    PhoneProven: [bring_home.bring_home],
    GuardianLeft: [family_calendar.end_when_somebody_leaves],
}
