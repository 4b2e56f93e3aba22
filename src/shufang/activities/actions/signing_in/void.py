"""Take a check-in back that was a mistake."""

from django.db import transaction
from django.utils import timezone

from shufang.activities.actions.refusals import refuse_closed
from shufang.activities.actions.signing_in.first_time import settle_first_time
from shufang.activities.actions.signing_in.hold import take_back_held
from shufang.activities.actions.signing_in.seats import give_back
from shufang.activities.models import CheckIn
from shufang.lake import touch
from shufang.people.models import User
from shufang.shared.holding import hold
from shufang.shared.models import log
from shufang.shared.reasons import refuse_without


def void_check_in(*, check_in: CheckIn, actor: User | str, reason: str) -> None:
    """No figure counts it any more; the row stays, with the reason that is owed.

    The party is registered again as before, and one that came without registering gives its place
    back. Voiding twice changes nothing. Refused (ValidationError): no reason, or the activity's
    review is done.
    """
    reason = refuse_without(reason)
    with transaction.atomic():
        hold(check_in)
        if check_in.voided_at is not None:
            return
        refuse_closed(check_in.activity)
        check_in.voided_at, check_in.void_reason = timezone.now(), reason[:300]
        check_in.save(update_fields=["voided_at", "void_reason"])
        if check_in.registration is not None:
            give_back(check_in.registration, str(actor))
        log(
            actor=actor,
            deed="activities.void_check_in",
            subject=check_in.activity,
            reason=reason,
            detail={"check_in": [check_in.pk, ""]},
        )
        take_back_held(check_in.activity)
        touch("attendance", check_in.activity.day)
        settle_first_time(check_in.household_id)
