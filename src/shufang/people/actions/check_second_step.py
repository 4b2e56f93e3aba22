"""The second step of signing in is taken: a code from the app, or a recovery code."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shufang.people.actions.family.limits import forgive, spend
from shufang.people.actions.set_up_second_step import recovery_print
from shufang.people.models import SecondStep, User
from shufang.people.models.second_step import SECRET
from shufang.people.queries.second_step import step_of
from shufang.shared.models import log
from shufang.shared.secrets import BrokenSealError, unseal

MOST, WITHIN = 6, timedelta(minutes=15)
USE = "second_step"


def check_second_step(*, account: User, typed: str) -> None:
    """Use the code up: neither it nor an earlier one opens the account again.

    Refused (ValidationError): "wrong", also a code used before; "too_often" (`TooOftenError`), more
    than six tries in a quarter of an hour. A try is counted though it is refused.
    """
    with transaction.atomic():
        spend(use=USE, key=str(account.pk), most=MOST, within=WITHIN)
    with transaction.atomic():
        found = SecondStep.objects.select_for_update().filter(account=account).first()
        if found is None or not (_by_app(found, typed) or _by_recovery(found, account, typed)):
            raise ValidationError(
                _("验证码不对，或者已经用过。请等应用换出下一个再试。"), code="wrong"
            )
        found.save(update_fields=["last_step", "recovery_prints"])
        forgive(use=USE, key=str(account.pk))


def _by_app(found: SecondStep, typed: str) -> bool:
    try:
        step = step_of(unseal(found.secret_sealed, SECRET), "".join(typed.split()))
    except BrokenSealError:  # the installation's key is another one: recovery codes are, too
        return False
    if step is None or step <= found.last_step:
        return False
    found.last_step = step
    return True


def _by_recovery(found: SecondStep, account: User, typed: str) -> bool:
    used = recovery_print(account, typed)
    if used not in found.recovery_prints:
        return False
    found.recovery_prints = [left for left in found.recovery_prints if left != used]
    log(actor=account, deed="people.use_recovery_code", subject=account)
    return True
