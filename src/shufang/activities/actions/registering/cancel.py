"""A party gives up its place, or staff take it back with a reason."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.activities.actions.registering.promote import promote
from shufang.activities.actions.registering.stages import move
from shufang.activities.choices import ALIVE, OVER, Stage
from shufang.activities.models import Registration
from shufang.activities.queries.no_shows import network_rules
from shufang.activities.queries.no_shows.late import is_late
from shufang.people.models import User
from shufang.shared.models import log


def cancel_registration(
    *, registration: Registration, actor: str | User, why: str = "", reason: str = ""
) -> Registration:
    """Give the places back and on to those who wait, in one transaction; what the same party has
    in activities beside this one goes with it.

    Cancelling again changes nothing. After the deadline it is still possible, and counts by the
    no-show rules. Refused (ValidationError): "attended", they are there or were.
    """
    if registration.stage == Stage.CANCELLED:
        return registration
    if registration.stage not in ALIVE or registration.stage == Stage.ATTENDED:
        over = _("这份报名已经结束，不用取消。")
        there = _("已经签到，不能取消。")
        raise ValidationError(over if registration.stage in OVER else there, code="attended")
    with transaction.atomic():
        together = sorted([registration, *beside(registration)], key=lambda r: r.activity_id)
        for one in together:
            move(one, Stage.CANCELLED, actor=str(actor), why=why, reason=reason)
            if isinstance(actor, User):
                log(
                    actor=actor,
                    deed="activities.cancel_registration",
                    subject=one.activity,
                    reason=reason,
                    detail={"registration": [one.pk, Stage.CANCELLED.value]},
                )
        for one in together:
            promote(one.activity)
    return registration


def beside(registration: Registration) -> list[Registration]:
    """The adults' places beside a children's activity, of the same party, still alive."""
    there = Registration.objects.select_related("activity").filter(
        activity__beside=registration.activity_id, stage__in=ALIVE
    )
    if registration.household_id:
        there = there.filter(household=registration.household_id)
    elif registration.phone_print:
        there = there.filter(phone_print=registration.phone_print, household=None)
    else:
        return []
    return [one for one in there if one.stage != Stage.ATTENDED]


def counts_as_late(registration: Registration) -> bool:
    """Whether giving up the place now counts by the no-show rules."""
    if registration.stage != Stage.CONFIRMED or not is_late(registration):
        return False
    return network_rules().strikes > 0
