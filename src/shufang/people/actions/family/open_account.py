"""A new guardian: with a household of their own, or in the one that invited them."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.people.actions.family.family_code import give_code
from shufang.people.actions.family.give_consent import give_consent
from shufang.people.actions.family.invite import use_invitation
from shufang.people.choices import Purpose, Relation
from shufang.people.models import Guardian, Household
from shufang.people.models.family import phone_print
from shufang.people.news import PhoneProven
from shufang.shared.announce import announce


def open_account(
    *,
    phone: str,
    name: str,
    agreed: bool,
    relation: str = Relation.PARENT,
    language: str = "zh-hans",
    invitation: str = "",
) -> Guardian:
    """Keep a guardian whose clean number was just proven, with the consent to do so.

    Refused (ValidationError): no consent; an invitation that has run out. Where the number has
    become known meanwhile (the form sent twice), that guardian is given.
    """
    if not agreed:
        raise ValidationError({"agreed": _("没有同意就不能保存资料。不注册也能用手机号报名。")})
    try:
        with transaction.atomic():
            household = use_invitation(token=invitation) if invitation else _new_household(name)
            guardian = Guardian(
                household=household,
                name=name.strip(),
                relation=relation,
                language=language,
                verified_at=timezone.now(),
            )
            guardian.set_phone(phone)
            guardian.save()
            give_consent(guardian=guardian, purpose=Purpose.SERVICE, given=True)
            announce(PhoneProven(guardian))
    except IntegrityError:
        return Guardian.objects.select_related("household").get(phone_print=phone_print(phone))
    return guardian


def _new_household(name: str) -> Household:
    household = Household(name=name.strip())
    give_code(household)
    household.save()
    return household
