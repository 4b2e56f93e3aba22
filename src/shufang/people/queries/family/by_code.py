"""A household by the code on its phone."""

import unicodedata

from shufang.people.models import Household
from shufang.shared.secrets import fingerprint

LONGEST = 200


def household_of_code(code: str) -> Household | None:
    """The household whose personal code was scanned or typed; None for any other text."""
    if len(code) > LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", code.encode("utf-8", "replace").decode()).strip()
    prints = {fingerprint(plain), fingerprint(plain.upper().replace(" ", ""))}
    return Household.objects.filter(code__in=prints, erased_at=None).first()
