"""What becomes of one entry of a tablet, before anything is written."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shufang.activities.choices import Stage, State
from shufang.activities.models import Activity, CheckIn, Device, Registration
from shufang.activities.queries.signing_in.window import rules_of, window_of
from shufang.activities.queries.tablet.timing import AHEAD

COUNTED, KNOWN, CONFLICT, REFUSED = "counted", "known", "conflict", "refused"
FULL = "full"  # the conflict of who came in time and found all places taken
LONG_AFTER = timedelta(days=3)  # a tablet without network knows no activities beyond that
SEATED_NOW = (Stage.CONFIRMED, Stage.OFFERED, Stage.ATTENDED, Stage.ABSENT)


@dataclass(frozen=True)
class Ruling:
    """`how`: as the registered party, as one who just came, or not at all."""

    how: str = ""  # "party", "walk_in", ""
    conflict: str = ""
    outcome: str = ""
    first: CheckIn | None = None


def refused(conflict: str) -> Ruling:
    return Ruling(conflict=conflict, outcome=REFUSED)


def asks(conflict: str, *, how: str = "", first: CheckIn | None = None) -> Ruling:
    """A person has to look; people who really stood there are counted where that is safe."""
    return Ruling(how, conflict, CONFLICT, first)


def about_device(device: Device, times: tuple[datetime, ...]) -> Ruling | None:
    """A revoked tablet: nothing after, and before only what a person believes."""
    if device.revoked_at is None:
        return None
    if any(at > device.revoked_at for at in times):
        return refused("revoked")
    return asks("revoked_since")


def about_activity(device: Device, activity: Activity | None) -> Ruling | None:
    """What may have happened to the activity while the tablet was without network."""
    if activity is None:
        return asks("activity_gone")
    if activity.state == State.CANCELLED:
        return asks("activity_cancelled")
    if activity.site_id != device.site_id:
        return asks("other_room")
    if activity.state not in (State.SCHEDULED, State.HELD):
        return asks("not_scheduled")
    if activity.closed_at is not None:
        return asks("activity_closed")
    return None


def about_time(
    activity: Activity, times: tuple[datetime, ...], received_at: datetime
) -> Ruling | None:
    """A time outside the hours of signing in is never believed, whatever the clock says; nor one
    that is told long after, when somebody has counted what is lacking."""
    if times[0] > received_at + AHEAD:
        return asks("clock")
    if min(times) < received_at - LONG_AFTER:
        return asks("long_after")
    window = window_of(activity)
    inside = [window.has(at) for at in times]
    if all(inside):
        return None
    return asks("clock" if any(inside) else "outside_window")


def about_party(
    activity: Activity, registration: Registration | None, first: CheckIn | None, *, named: bool
) -> Ruling:
    """Whom the entry signs in; `named` says that the tablet meant a registered party."""
    if first is not None:
        return asks("already_here", first=first)
    walk_in = "walk_in" if rules_of(activity).walk_ins else ""
    if not named:
        return Ruling("walk_in", outcome=COUNTED) if walk_in else asks("no_walk_ins")
    if registration is None or registration.activity_id != activity.pk:
        return asks("registration_gone", how=walk_in)
    if registration.stage in SEATED_NOW:
        return Ruling("party", outcome=COUNTED)
    if registration.stage in (Stage.WAITING, Stage.APPLIED):  # in, where a place is free
        return asks("registration_waiting", how="party")
    return asks("registration_over", how=walk_in)
