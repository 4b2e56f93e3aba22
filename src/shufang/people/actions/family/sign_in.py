"""A guardian signs in, by a proven phone or by a password."""

from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.people.actions.family.limits import forgive, spend
from shufang.people.models import Guardian
from shufang.people.models.family import phone_print
from shufang.people.news import PhoneProven
from shufang.shared.announce import announce

WRONG, WITHIN = 8, timedelta(minutes=15)
FROM_ONE_ADDRESS = 100
NOBODYS = make_password("nobody's")  # checked where no guardian is found: the same time passes


def phone_proven(*, phone: str) -> Guardian | None:
    """The guardian of this number, just proven by a code; none: nobody is known under it.

    What guests registered with the number becomes the family's (`PhoneProven` is announced).
    """
    with transaction.atomic():
        found = (
            Guardian.objects.select_related("household")
            .filter(phone_print=phone_print(phone), household__erased_at=None)
            .first()
        )
        if found is not None:
            found.verified_at = timezone.now()
            found.save(update_fields=["verified_at"])
            announce(PhoneProven(found))
    return found


def sign_in_by_password(*, phone: str, password: str, address: str) -> Guardian:
    """The guardian with this clean number and password.

    Refused (ValidationError) in the same words whether the number is unknown, has no password or
    has another one; after eight wrong ones the number waits a quarter of an hour.
    """
    mark = phone_print(phone)
    with transaction.atomic():
        spend(use="password_address", key=address, most=FROM_ONE_ADDRESS, within=WITHIN)
        spend(use="password", key=mark, most=WRONG, within=WITHIN)
    found = (
        Guardian.objects.select_related("household")
        .filter(phone_print=mark, household__erased_at=None)
        .first()
    )
    kept = found.password if found is not None else ""
    right = check_password(password, kept or NOBODYS)
    if found is None or not kept or not right:
        raise ValidationError(_("手机号或密码不对。没有设过密码的，请用验证码登录。"), code="wrong")
    forgive(use="password", key=mark)
    return found
