"""Passwords: reset by the library, or changed by their owner."""

from typing import Any

from axes.utils import reset as lift_lockout
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.people.actions.one_time_password import one_time_password
from shufang.people.models import User
from shufang.shared.models import log


def reset_password(*, actor: Any, account: User) -> str:
    """Answers a new one-time password, kept nowhere; the old one and open sessions end.

    A lock-out after wrong passwords is lifted with it. Refused: one's own password, which one
    changes knowing the old one.
    """
    if actor == account:
        raise ValidationError(_("自己的密码请在“我的账号”里改。"))
    password = one_time_password()
    with transaction.atomic():
        account.set_password(password)
        account.must_change_password = True
        account.save(update_fields=["password", "must_change_password"])
        log(actor=actor, deed="people.reset_password", subject=account)
        lift_lockout(username=account.username)
    return password


def change_own_password(*, account: User, old: str, new: str) -> None:
    """Write the owner's new password; sessions elsewhere end.

    Refused (ValidationError by field): a wrong old password, the same one again, one that the
    password rules refuse.
    """
    if not account.check_password(old):
        raise ValidationError({"old": _("现在的密码不对。")})
    if old == new:
        raise ValidationError({"new": _("新密码要和现在的不同。")})
    try:
        validate_password(new, account)
    except ValidationError as refused:
        raise ValidationError({"new": refused.error_list}) from refused
    with transaction.atomic():
        account.set_password(new)
        account.must_change_password = False
        account.save(update_fields=["password", "must_change_password"])
        log(actor=account, deed="people.change_own_password", subject=account)
