"""Note when a household left, where hours matter."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.signing_in.refusals import NotSignedInError
from shufang.activities.models import CheckIn
from shufang.shared.holding import hold


def sign_out(*, check_in: CheckIn, at: datetime | None = None) -> None:
    """The household has left; a second time changes nothing.

    Refused (`NotSignedInError`): `voided`, and `before` where the hour lies before the arrival.
    """
    with transaction.atomic():
        hold(check_in)
        if check_in.left_at is not None:
            return
        if check_in.voided_at is not None:
            raise NotSignedInError(_("这条签到已经撤销。"), "voided")
        at = at or timezone.now()
        if at < check_in.at:
            raise NotSignedInError(_("签退时间早于签到时间。"), "before")
        check_in.left_at = at
        check_in.save(update_fields=["left_at"])


def take_back_sign_out(*, check_in: CheckIn) -> None:
    """The household is still here."""
    CheckIn.objects.filter(pk=check_in.pk).update(left_at=None)
