"""Change what is planned, and move it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from shufang.activities.actions.planning.draft import Draft, draft_of
from shufang.activities.actions.planning.refusals import (
    refuse_ages,
    refuse_clash,
    refuse_over,
    refuse_times,
    slot_of,
)
from shufang.activities.actions.planning.write import write_over
from shufang.activities.choices import AHEAD, State
from shufang.activities.models import Activity
from shufang.activities.news import ActivityMoved
from shufang.people.models import User
from shufang.places.models import Site, Zone
from shufang.shared.announce import announce
from shufang.shared.clock import local_time
from shufang.shared.holding import hold
from shufang.shared.models import log

PLACE_AND_TIME = {"site", "zone", "day", "starts", "ends"}
HOLDS = PLACE_AND_TIME | {"setup_minutes", "teardown_minutes", "beside"}


def change_plan(*, actor: User, activity: Activity, draft: Draft) -> dict[str, list[str]]:
    """Write the changed plan; gives field -> [before, after], empty when nothing differs.

    An approved activity stays approved; when its time or place changes, its entry in people's
    calendars goes up by one and those who registered are told. Refused (ValidationError): what
    was held, called off or has sign-ins, fewer places than are taken, and (SlotError) a place
    that can't be had.
    """
    with transaction.atomic():
        hold_with_sites(activity, draft.site)
        return write_change(actor=actor, activity=activity, draft=draft)


def move_activity(
    *, actor: User, activity: Activity, starts: datetime, ends: datetime, zone: Zone | None
) -> dict[str, list[str]]:
    """Another time or zone, all else as it is; refused as in `change_plan`."""
    with transaction.atomic():
        hold_with_sites(activity)
        draft = draft_of(activity)
        moved = replace(
            draft,
            zone=zone,
            day=timezone.localdate(starts),
            starts=local_time(starts) or draft.starts,
            ends=local_time(ends) or draft.ends,
        )
        return write_change(actor=actor, activity=activity, draft=moved)


def write_change(
    *,
    actor: User,
    activity: Activity,
    draft: Draft,
    moving_together: frozenset[int] = frozenset(),
) -> dict[str, list[str]]:
    """Change one activity; the caller holds it and its site. What is held beside it moves along.

    `moving_together` are the other dates of its series that move in the same transaction.
    """
    refuse_over(activity)
    refuse_ages(draft)
    before = draft_of(activity)
    beside = _beside(activity, before, draft)
    moving_together |= {each.pk for each in beside}
    if any(getattr(before, name) != getattr(draft, name) for name in HOLDS):
        refuse_times(draft)
        if keeps_a_place(activity):
            refuse_clash(slot_of(draft, ignoring=moving_together | {activity.pk}))
    moved = any(getattr(before, name) != getattr(draft, name) for name in PLACE_AND_TIME)
    changes = write_over(activity, draft)
    if not changes:
        return {}
    if activity.state == State.SCHEDULED:
        activity.sequence += 1
        activity.save(update_fields=["sequence"])
    log(actor=actor, deed="activities.change_plan", subject=activity, detail=changes)
    if moved and activity.state == State.SCHEDULED:
        announce(ActivityMoved(activity))
    for each in beside:
        _move_along(actor, each, before, draft, moving_together | {activity.pk})
    return changes


def _beside(activity: Activity, before: Draft, after: Draft) -> list[Activity]:
    """The parents' corner and the like: those that have to move when this one does."""
    if (before.site, before.starts_at) == (after.site, after.starts_at):
        return []
    found = activity.parallel.filter(state__in=AHEAD, check_ins=None, starts_at__isnull=False)
    return list(found.select_related("site", "zone", "category", "beside").order_by("pk"))


def _move_along(
    actor: User, corner: Activity, before: Draft, after: Draft, together: frozenset[int]
) -> None:
    hold(corner)
    own = draft_of(corner)
    by = after.starts_at - before.starts_at
    starts, ends = timezone.localtime(own.starts_at + by), timezone.localtime(own.ends_at + by)
    changes: dict[str, Any] = {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
    if after.site != before.site:
        changes |= {"site": after.site, "zone": None}
    assert corner.beside is not None
    corner.beside.refresh_from_db()  # where it stands by now
    moved = replace(own, **changes, beside=corner.beside)
    write_change(actor=actor, activity=corner, draft=moved, moving_together=together)


def keeps_a_place(activity: Activity) -> bool:
    """A plan whose hold has ended may be edited freely; it needs its place again to go on."""
    until = activity.hold_until
    return activity.state == State.SCHEDULED or (until is not None and until > timezone.now())


def hold_with_sites(activity: Activity, *others: Site) -> None:
    """Hold its site and others in order of their keys, then the activity: two movers never wait in
    a ring."""
    for each in sorted({activity.site, *others}, key=lambda site: site.pk):
        hold(each)
    hold(activity)
