"""Phone numbers as people type them, and as they are kept."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_BETWEEN = re.compile(r"[\s\-()./·\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_MAINLAND = re.compile(r"(?:(?:\+|00)?86)?(1[3-9][0-9]{9})")
_ABROAD = re.compile(r"(?:\+|00)([1-9][0-9]{7,14})")
LONGEST = 40  # characters typed


def clean_phone(text: str) -> str:
    """The number in the one form in which it is kept: 11 digits, or + and up to 15 abroad.

    Full-width digits, spaces, dashes and +86 are understood. Refused (ValidationError): landlines
    and whatever else can't be sent a text message.
    """
    typed = unicodedata.normalize("NFKC", text[:LONGEST]) if len(text) <= LONGEST else ""
    plain = _BETWEEN.sub("", typed)
    if not plain:
        raise ValidationError(_("请填写手机号。"), code="phone")
    if found := _MAINLAND.fullmatch(plain):
        return found[1]
    if (found := _ABROAD.fullmatch(plain)) and not found[1].startswith("86"):
        return f"+{found[1]}"
    raise ValidationError(
        _("手机号是 11 位数字，例如 13800000000；境外号码前面加 + 和国家代码。"), code="phone"
    )


def masked(phone: str) -> str:
    """The number as a page may show it to its owner: 138****4821, +852****4567."""
    shown = 4 if phone.startswith("+") else 3
    return f"{phone[:shown]}****{phone[-4:]}"
