"""Show a member of staff a guardian's whole number."""

from django.db import transaction
from django.utils.translation import gettext_noop

from shufang.people.actions.note_family_access import note_family_access
from shufang.people.models import Guardian, User
from shufang.shared.models import log

PHONE = gettext_noop("完整手机号")


def show_phone(*, actor: User, guardian: Guardian, reason: str) -> str:
    """The number, after writing down who asked and why: in the log, and where the family reads it.

    The log names the household, never the number.
    """
    with transaction.atomic():
        note_family_access(actor, [guardian.household], f"{PHONE}：{reason}")
        log(actor=actor, deed="people.show_phone", subject=guardian.household, reason=reason)
    return guardian.phone
