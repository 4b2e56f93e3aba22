"""A second step of signing in is taken away: by its owner, or by the library for a lost phone."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.people.models import SecondStep, User
from shufang.shared.models import log
from shufang.shared.reasons import refuse_without


def remove_own_second_step(*, account: User, password: str) -> None:
    """The password alone opens the account again. Refused (ValidationError): a wrong password, for
    the page may have been left open."""
    if not account.check_password(password):
        raise ValidationError({"password": _("现在的密码不对。")})
    _remove(account, actor=account)


def remove_second_step(*, actor: Any, account: User, reason: str) -> None:
    """A reason is owed. Refused (ValidationError): one's own, for which one's password is asked."""
    if actor == account:
        raise ValidationError(_("自己的两步验证请在“我的账号”里关。"))
    _remove(account, actor=actor, reason=refuse_without(reason))


def _remove(account: User, *, actor: Any, reason: str = "") -> None:
    with transaction.atomic():
        gone, _rows = SecondStep.objects.filter(account=account).delete()
        if gone:
            log(actor=actor, deed="people.remove_second_step", subject=account, reason=reason)
