"""Close an account, or open it again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.people.models import User
from shufang.shared.holding import hold
from shufang.shared.models import log
from shufang.shared.reasons import refuse_without


def deactivate_account(*, actor: User, account: User, reason: str) -> None:
    """The account opens nothing any more, open sessions included; its roles stay for the record.

    A reason is owed. Refused: one's own account.
    """
    if actor == account:
        raise ValidationError(_("不能停用自己的账号，请另一位图书馆同事来停用。"))
    _turn(actor=actor, account=account, active=False, reason=reason)


def reactivate_account(*, actor: User, account: User, reason: str) -> None:
    """The account works again with the roles it had. A reason is owed."""
    _turn(actor=actor, account=account, active=True, reason=reason)


def _turn(*, actor: User, account: User, active: bool, reason: str) -> None:
    reason = refuse_without(reason)
    with transaction.atomic():
        hold(account)
        if account.is_active == active:
            return
        account.is_active = active
        account.save(update_fields=["is_active"])
        account.forget_roles()
        log(
            actor=actor,
            deed="people.reactivate_account" if active else "people.deactivate_account",
            subject=account,
            reason=reason,
            detail={"is_active": [not active, active]},
        )
