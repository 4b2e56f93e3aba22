"""The household's personal code, which staff scan at the door."""

import base64
import os

from django.db import transaction

from shufang.people.models import Household
from shufang.people.queries.family.own_code import CODE
from shufang.shared.holding import hold
from shufang.shared.models import log
from shufang.shared.secrets import fingerprint, seal

BYTES = 15  # 120 random bits are 24 characters, all of the kind that a small QR code holds best


def give_code(household: Household) -> None:
    """Put a new code on a household that is about to be saved."""
    code = base64.b32encode(os.urandom(BYTES)).decode()
    household.code = fingerprint(code)
    household.code_sealed = seal(code, CODE)


def rotate_code(*, household: Household, actor: str = "family") -> None:
    """A new code; pictures of the old one open nothing any more."""
    with transaction.atomic():
        hold(household)
        give_code(household)
        household.save(update_fields=["code", "code_sealed"])
        log(actor=actor, deed="people.rotate_code", subject=household)
