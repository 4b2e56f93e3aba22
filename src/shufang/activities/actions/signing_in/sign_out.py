"""Note when a household left, where hours matter."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.signing_in.refusals import NotSignedInError, refuse_closed
from shufang.activities.models import Activity, CheckIn
from shufang.activities.queries.signing_in.window import window_of
from shufang.shared.holding import hold


def sign_out(*, check_in: CheckIn, at: datetime | None = None) -> None:
    """The household has left; a second time changes nothing. Nobody stays beyond the hours of
    signing in: where staff think of it the next day, those count.

    Refused (`NotSignedInError`): `voided`, `closed` (the activity's review is done), and `before`
    where the hour lies before the arrival.
    """
    with transaction.atomic():
        hold(check_in)
        activity = _not_closed(check_in)
        if check_in.left_at is not None:
            return
        if check_in.voided_at is not None:
            raise NotSignedInError(_("这条签到已经撤销。"), "voided")
        at = min(at or timezone.now(), window_of(activity).closes)
        if at < check_in.at:
            raise NotSignedInError(_("签退时间早于签到时间。"), "before")
        check_in.left_at = at
        check_in.save(update_fields=["left_at"])


def take_back_sign_out(*, check_in: CheckIn) -> None:
    """The household is still here. Refused (`NotSignedInError`): `closed`."""
    with transaction.atomic():
        hold(check_in)
        _not_closed(check_in)
        check_in.left_at = None
        check_in.save(update_fields=["left_at"])


def _not_closed(check_in: CheckIn) -> Activity:
    """The activity as it stands now."""
    activity = Activity.objects.select_related("rules").get(pk=check_in.activity_id)
    refuse_closed(activity)
    return activity
