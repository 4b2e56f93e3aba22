"""A volunteer's pass: who may sign families in at one activity, until when, on which phone."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.signing_in.refusals import NotSignedInError
from shufang.activities.models import Activity, Pass
from shufang.people.models import User
from shufang.shared.holding import hold
from shufang.shared.models import log
from shufang.shared.secrets import fingerprint, new_token


def make_pass(*, activity: Activity, name: str, until: datetime, actor: User) -> tuple[Pass, str]:
    """A pass and the token of its link, which is shown once. Refused: an hour that has passed."""
    if until <= timezone.now():
        raise NotSignedInError(_("截止时间要晚于现在。"), "until")
    token = new_token()
    with transaction.atomic():
        made = Pass.objects.create(
            activity=activity,
            name=name.strip()[:40],
            token=fingerprint(token),
            until=until,
            made_by=actor,
        )
        log(actor=actor, deed="activities.make_pass", subject=activity, detail=_said(made))
    return made, token


def reissue_pass(*, given: Pass, actor: User) -> str:
    """A new link for the same pass, for another phone: the phone that had it loses it."""
    token = new_token()
    with transaction.atomic():
        hold(given)
        _refuse_over(given)
        given.token, given.used_at = fingerprint(token), None
        given.save(update_fields=["token", "used_at"])
        log(actor=actor, deed="activities.make_pass", subject=given.activity, detail=_said(given))
    return token


def revoke_pass(*, given: Pass, actor: User) -> None:
    """From this moment the pass opens nothing."""
    with transaction.atomic():
        hold(given)
        if given.revoked_at is not None:
            return
        given.revoked_at = timezone.now()
        given.save(update_fields=["revoked_at"])
        log(actor=actor, deed="activities.revoke_pass", subject=given.activity, detail=_said(given))


def claim_pass(*, given: Pass) -> None:
    """The first phone that opens the link keeps it; refused (`used`) on every other."""
    _refuse_over(given)
    claimed = Pass.objects.filter(pk=given.pk, used_at__isnull=True).update(used_at=timezone.now())
    given.refresh_from_db(fields=["used_at"])
    if not claimed:
        raise NotSignedInError(_("这个链接已在另一部手机上使用。请工作人员重新发一个码。"), "used")


def is_good(given: Pass) -> bool:
    """Whether the pass opens anything now."""
    return given.revoked_at is None and timezone.now() < given.until


def _refuse_over(given: Pass) -> None:
    if not is_good(given):
        raise NotSignedInError(_("这个授权已经结束。"), "over")


def _said(given: Pass) -> dict[str, list[str]]:
    until = timezone.localtime(given.until)
    return {"until": ["", f"{until:%Y-%m-%d %H:%M}"]}
