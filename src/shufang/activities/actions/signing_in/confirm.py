"""A second person confirms what was entered later."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.signing_in.first_time import settle_first_time
from shufang.activities.actions.signing_in.hold import mark_held
from shufang.activities.actions.signing_in.refusals import NotSignedInError
from shufang.activities.choices import Grade
from shufang.activities.models import CheckIn
from shufang.activities.news import SignedIn
from shufang.activities.policy import may_confirm
from shufang.lake import touch
from shufang.people.models import User
from shufang.shared.announce import announce
from shufang.shared.holding import hold
from shufang.shared.models import log


def confirm_check_in(*, check_in: CheckIn, actor: User) -> None:
    """From now on figures count it. A second time changes nothing.

    Refused: PermissionDenied for whoever entered it, and for the party that is paid by the number
    (`policy.may_confirm`); `NotSignedInError` for what was voided or needs no confirmation.
    """
    with transaction.atomic():
        hold(check_in)
        if not may_confirm(actor, check_in):
            raise PermissionDenied(_("补录要由另一方的人确认，不能由录入的人自己确认。"))
        if check_in.voided_at is not None:
            raise NotSignedInError(_("这条签到已经撤销。"), "voided")
        if check_in.grade != Grade.D:
            raise NotSignedInError(_("这条签到不需要确认。"), "not_needed")
        if check_in.confirmed_at is not None:
            return
        check_in.confirmed_by, check_in.confirmed_at = actor, timezone.now()
        check_in.save(update_fields=["confirmed_by", "confirmed_at"])
        log(
            actor=actor,
            deed="activities.confirm_check_in",
            subject=check_in.activity,
            reason=check_in.reason,
            detail={"check_in": ["", check_in.pk]},
        )
        mark_held(check_in.activity)
        touch("attendance", check_in.activity.day)
        touch("registrations", check_in.activity.day)
        settle_first_time(check_in.household_id)
        announce(SignedIn(check_in))
