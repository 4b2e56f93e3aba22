"""Note when a household left, where hours matter."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.refusals import refuse_closed
from shufang.activities.actions.signing_in.refusals import NotSignedInError
from shufang.activities.models import CheckIn
from shufang.activities.queries.signing_in.window import window_of
from shufang.shared.holding import hold


def sign_out(*, check_in: CheckIn, at: datetime | None = None) -> None:
    """The household has left; a second time changes nothing. Nobody stays beyond the hours of
    signing in: where staff think of it the next day, those count.

    Refused (ValidationError): "voided", "closed" (the activity's review is done), and "before"
    where the hour lies before the arrival.
    """
    with transaction.atomic():
        hold(check_in)
        refuse_closed(check_in.activity)  # read anew, like the check-in
        if check_in.left_at is not None:
            return
        if check_in.voided_at is not None:
            raise NotSignedInError(_("这条签到已经撤销。"), "voided")
        at = min(at or timezone.now(), window_of(check_in.activity).closes)
        if at < check_in.at:
            raise NotSignedInError(_("签退时间早于签到时间。"), "before")
        check_in.left_at = at
        check_in.save(update_fields=["left_at"])


def take_back_sign_out(*, check_in: CheckIn) -> None:
    """The household is still here. Refused (ValidationError): "closed"."""
    with transaction.atomic():
        hold(check_in)
        refuse_closed(check_in.activity)
        check_in.left_at = None
        check_in.save(update_fields=["left_at"])
