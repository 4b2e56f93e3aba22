"""Plan an activity: a draft that keeps its place for a while."""

from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from shufang.activities.actions.planning.draft import Draft
from shufang.activities.actions.planning.refusals import refuse_clash, refuse_times, slot_of
from shufang.activities.actions.planning.write import write_new
from shufang.activities.choices import State
from shufang.activities.models import Activity, Series, Template
from shufang.people.models import User
from shufang.shared.holding import hold
from shufang.shared.models import log

HOLD = timedelta(days=14)  # a draft keeps its place so long, and may be renewed


def plan_activity(*, actor: User, draft: Draft, template: Template | None = None) -> Activity:
    """Write the plan as a draft and hold its zone, setting up and clearing away included.

    Refused (ValidationError): a time that has passed, and (SlotError, with ways out) a place
    that another activity needs, a day on which the room is closed, a time outside its hours.
    """
    refuse_times(draft)
    with transaction.atomic():
        hold(draft.site)
        return write_date(actor=actor, draft=draft, template=template)


def write_date(
    *, actor: User, draft: Draft, template: Template | None = None, series: Series | None = None
) -> Activity:
    """One activity, alone or of a series; the caller holds the site."""
    refuse_clash(slot_of(draft))
    draft = replace(draft, plan={**draft.plan, "made_by": draft.plan.get("made_by") or str(actor)})
    activity = write_new(
        draft,
        state=State.DRAFT,
        hold_until=timezone.now() + HOLD,
        template=template,
        series=series,
    )
    log(
        actor=actor,
        deed="activities.plan",
        subject=activity,
        detail={
            "title": ["", draft.title],
            "site": ["", draft.site.name],
            "day": ["", str(draft.day)],
            "starts_at": ["", draft.starts_at.isoformat()],
        },
    )
    return activity
