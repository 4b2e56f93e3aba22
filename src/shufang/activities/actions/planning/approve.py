"""The way from the operator's draft to an activity the library has approved."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.planning.change_plan import hold_with_sites
from shufang.activities.actions.planning.plan_activity import HOLD
from shufang.activities.actions.planning.refusals import refuse_lost_place, refuse_unless
from shufang.activities.choices import UNSENT, Decision, State
from shufang.activities.models import Activity, Comment
from shufang.people.models import User
from shufang.shared.holding import hold
from shufang.shared.models import log


def submit_plan(*, actor: User, activity: Activity, text: str = "") -> None:
    """Draft or returned -> waiting for the library; its place is held for another while.

    Refused (ValidationError): a time that has passed; (SlotError) a place that was lost.
    """
    with transaction.atomic():
        hold_with_sites(activity)
        refuse_unless(activity, *UNSENT)
        refuse_lost_place(activity)
        activity.hold_until = timezone.now() + HOLD
        _turn(activity, State.SUBMITTED, actor=actor, decision=Decision.SUBMIT, text=text)


def approve_plan(*, actor: User, activity: Activity, text: str = "") -> None:
    """Waiting -> scheduled: the place is its own until it is over.

    Refused as in `submit_plan`, for a hold may have ended while the plan waited.
    """
    with transaction.atomic():
        hold_with_sites(activity)
        refuse_unless(activity, State.SUBMITTED)
        refuse_lost_place(activity)
        activity.hold_until = None
        _turn(activity, State.SCHEDULED, actor=actor, decision=Decision.APPROVE, text=text)


def return_plan(*, actor: User, activity: Activity, text: str) -> None:
    """Waiting -> returned, saying what to change; the place is held on for the operator."""
    if not text.strip():
        raise ValidationError({"text": _("请写明要改什么，运营方才知道怎么办。")})
    with transaction.atomic():
        hold_with_sites(activity)
        refuse_unless(activity, State.SUBMITTED)
        _turn(activity, State.RETURNED, actor=actor, decision=Decision.RETURN, text=text)


def comment_on_plan(*, actor: User, activity: Activity, text: str) -> Comment:
    """A remark; nothing else changes."""
    if not text.strip():
        raise ValidationError({"text": _("请先写下意见。")})
    with transaction.atomic():
        hold(activity)
        made = _say(activity, actor, Decision.COMMENT, text)
        log(actor=actor, deed="activities.comment_on_plan", subject=activity)
    return made


def _turn(activity: Activity, to: State, *, actor: User, decision: Decision, text: str) -> None:
    before, activity.state = activity.state, to
    activity.save(update_fields=["state", "hold_until"])
    _say(activity, actor, decision, text)
    log(
        actor=actor,
        deed=f"activities.{decision.value}_plan",
        subject=activity,
        detail={"state": [str(before), to.value]},
    )


def _say(activity: Activity, actor: User, decision: Decision, text: str) -> Comment:
    return Comment.objects.create(
        activity=activity, user=actor, decision=decision, text=text.strip()
    )
