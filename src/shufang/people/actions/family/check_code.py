"""Take a one-time code."""

import hmac

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.people.models import OneTimeCode
from shufang.people.models.family import phone_print
from shufang.people.one_time_codes import LASTS, TRIES, code_hash, plain_code


def check_code(*, phone: str, typed: str) -> None:
    """Use up the phone's latest code: from now on it opens nothing.

    Each try is written before the code is compared, in a transaction of its own, so that many at
    once get no more tries than one after the other. Refused (ValidationError): a wrong code, one
    that is used, older than five minutes or tried five times.
    """
    mark = phone_print(phone)
    rows = OneTimeCode.objects.filter(phone_print=mark, made_at__gt=timezone.now() - LASTS)
    latest = rows.order_by("-made_at", "-pk").first()
    if latest is None or latest.used_at is not None:
        raise ValidationError(_("这个验证码已经过期，请重新获取。"), code="expired")
    untried = OneTimeCode.objects.filter(pk=latest.pk, used_at=None, tries__lt=TRIES)
    if not untried.update(tries=F("tries") + 1):
        raise ValidationError(_("这个验证码试错太多次，已经作废，请重新获取。"), code="tries")
    right = hmac.compare_digest(code_hash(mark, plain_code(typed)), latest.code_hash)
    if not right:
        raise ValidationError(_("验证码不对，请看最新收到的那一条。"), code="wrong")
    unused = OneTimeCode.objects.filter(pk=latest.pk, used_at=None)
    if not unused.update(used_at=timezone.now()):
        raise ValidationError(_("这个验证码已经过期，请重新获取。"), code="expired")
