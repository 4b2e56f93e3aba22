"""What a guardian corrects about themselves and the household; where they are signed in."""

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.people.models import Guardian
from shufang.people.models.family import phone_print
from shufang.people.news import PhoneProven
from shufang.places.models import Town
from shufang.shared.announce import announce
from shufang.shared.models import log


def change_guardian(
    *,
    guardian: Guardian,
    name: str,
    relation: str,
    language: str,
    household_name: str,
    town: Town | None,
) -> None:
    """Correct names, relation, the language of messages and the town."""
    with transaction.atomic():
        guardian.name, guardian.relation, guardian.language = name.strip(), relation, language
        guardian.save(update_fields=["name", "relation", "language"])
        household = guardian.household
        household.name, household.town = household_name.strip(), town
        household.save(update_fields=["name", "town"])


def change_phone(*, guardian: Guardian, phone: str) -> None:
    """Move the account to another clean number, just proven by a code; other sign-ins end.

    Refused (ValidationError): a number that another guardian has.
    """
    mark = phone_print(phone)
    taken = _("这个手机号已经有自己的账号，可以用它登录，或请对方加入你的家庭。")
    if Guardian.objects.filter(phone_print=mark).exclude(pk=guardian.pk).exists():
        raise ValidationError(taken, code="taken")
    try:
        with transaction.atomic():
            guardian.set_phone(phone)
            guardian.verified_at = guardian.sessions_from = timezone.now()
            guardian.save()
            announce(PhoneProven(guardian))
            log(actor="family", deed="people.change_phone", subject=guardian.household)
    except IntegrityError as error:
        raise ValidationError(taken, code="taken") from error


def set_password(*, guardian: Guardian, old: str, new: str) -> None:
    """Set or change the password; an empty new one takes it away. Other sign-ins end.

    Refused (ValidationError by field): a wrong old one, a new one that the rules refuse.
    """
    if guardian.password and not check_password(old, guardian.password):
        raise ValidationError({"old": _("现在的密码不对。")})
    if new:
        try:
            validate_password(new)
        except ValidationError as refused:
            raise ValidationError({"new": refused.error_list}) from refused
    with transaction.atomic():
        guardian.password = make_password(new) if new else ""
        guardian.sessions_from = timezone.now()
        guardian.save(update_fields=["password", "sessions_from"])
        log(actor="family", deed="people.set_family_password", subject=guardian.household)


def sign_out_everywhere(*, guardian: Guardian) -> None:
    """End this guardian's sign-ins on every device."""
    guardian.sessions_from = timezone.now()
    guardian.save(update_fields=["sessions_from"])


def link_wechat(*, guardian: Guardian, mark: str) -> None:
    """Let this WeChat identity (a fingerprint) sign in as the guardian, and as nobody else."""
    with transaction.atomic():
        Guardian.objects.filter(wechat_print=mark).exclude(pk=guardian.pk).update(wechat_print=None)
        guardian.wechat_print = mark
        guardian.save(update_fields=["wechat_print"])


def unlink_wechat(*, guardian: Guardian) -> None:
    """WeChat no longer signs in as this guardian."""
    guardian.wechat_print = None
    guardian.save(update_fields=["wechat_print"])
