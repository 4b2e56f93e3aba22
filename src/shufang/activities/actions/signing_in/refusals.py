"""Why somebody can't be signed in: a sentence that says what next, and a code for machines."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from shufang.activities.choices import State
from shufang.activities.models import Activity, CheckIn


class NotSignedInError(ValidationError):
    """A refusal; `code` says which (the tests of `sign_in` list them all)."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message, code=code)


class AlreadySignedInError(NotSignedInError):
    """The household is there already: no mistake, and nothing to do."""

    def __init__(self, check_in: CheckIn) -> None:
        self.check_in = check_in
        at = time_format(timezone.localtime(check_in.at), "H:i")
        super().__init__(_("已在 %(at)s 签到，不用再签。") % {"at": at}, "already")


def refuse_not_on(activity: Activity) -> None:
    """cancelled_activity, not_open (a plan as yet), closed (its review is done)."""
    if activity.state == State.CANCELLED:
        raise NotSignedInError(_("这场活动已取消，不能签到。"), "cancelled_activity")
    if activity.state not in (State.SCHEDULED, State.HELD):
        raise NotSignedInError(_("这场活动还没有安排好，不能签到。"), "not_open")
    if activity.closed_at is not None:
        raise NotSignedInError(_("这场活动已结项，不能再签到。"), "closed")
