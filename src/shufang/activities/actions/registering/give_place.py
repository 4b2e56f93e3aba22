"""Staff give a waiting party a place by hand, with a reason."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.activities.actions.registering.stages import move
from shufang.activities.choices import Stage
from shufang.activities.models import Registration
from shufang.people.models import User
from shufang.shared.models import log
from shufang.shared.reasons import refuse_without


def give_place(*, registration: Registration, actor: User, reason: str) -> None:
    """Out of the order of the waiting list: it is written down who did it and why, and everybody
    who may read the activity's log reads it.

    Refused (ValidationError): no reason; "full", no free places; "illegal", it does not wait.
    """
    reason = refuse_without(reason)
    if registration.stage not in (Stage.WAITING, Stage.OFFERED):
        raise ValidationError(_("这一家不在候补里。"), code="illegal")
    before = registration.stage
    with transaction.atomic():
        move(registration, Stage.CONFIRMED, actor=str(actor), reason=reason)
        log(
            actor=actor,
            deed="activities.give_place",
            subject=registration.activity,
            reason=reason,
            detail={"registration": [registration.pk, before]},
        )
