"""Somebody who works here sets up a second step of signing in."""

import base64
import secrets

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from shufang.people.actions.one_time_password import ALPHABET
from shufang.people.models import SecondStep, User
from shufang.people.models.second_step import SECRET
from shufang.people.queries.second_step import step_of
from shufang.shared.models import log
from shufang.shared.secrets import blind, seal

RECOVERY_CODES = 8


def new_secret() -> str:
    """160 random bits in base32, for an app; kept nowhere until its first code has been typed."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def set_up_second_step(*, account: User, secret: str, typed: str) -> list[str]:
    """From now on a password alone no longer opens the account. Answers recovery codes, kept
    nowhere; each opens it once.

    Refused (ValidationError): a code that the secret does not give now, for then the app has
    another one; an account that has a second step already.
    """
    step = step_of(secret, typed)
    if step is None:
        raise ValidationError(
            _("验证码不对。请看应用里现在的六位数字；手机的时间要准。"), code="wrong"
        )
    codes = [_recovery_code() for _number in range(RECOVERY_CODES)]
    try:
        with transaction.atomic():
            SecondStep.objects.create(
                account=account,
                secret_sealed=seal(secret, SECRET),
                last_step=step,
                recovery_prints=[recovery_print(account, code) for code in codes],
            )
            log(actor=account, deed="people.set_up_second_step", subject=account)
    except IntegrityError:
        raise ValidationError(_("两步验证已经开了。"), code="already") from None
    return codes


def recovery_print(account: User, typed: str) -> str:
    """What is stored of a recovery code, however it is typed."""
    plain = "".join(typed.lower().split()).replace("-", "")
    return blind(f"{account.pk} {plain}", "recovery code")


def _recovery_code() -> str:
    """Two groups of five, 49 bits: "kfm7w-q3thx"."""
    letters = "".join(secrets.choice(ALPHABET) for _letter in range(10))
    return f"{letters[:5]}-{letters[5:]}"
