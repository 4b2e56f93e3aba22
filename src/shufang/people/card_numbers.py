"""Numbers of reader cards as people type or scan them, and as they are kept."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_NUMBER = re.compile(r"[A-Za-z0-9]{4,32}")
LONGEST = 80  # characters typed


def clean_number(text: str) -> str:
    """The number in the one form in which it is kept: 4 to 32 capital letters and digits.

    Full-width characters, spaces and dashes are understood. Refused (ValidationError): nothing,
    and whatever else can't stand on a card.
    """
    typed = unicodedata.normalize("NFKC", text) if len(text) <= LONGEST else ""
    plain = _BETWEEN.sub("", typed)
    if not text.strip():
        raise ValidationError(_("请填写借书证上的号码。"), code="card")
    if not _NUMBER.fullmatch(plain):
        raise ValidationError(
            _("借书证号是 4 到 32 个字母或数字，照卡上条码下面的写，不写别的字。"), code="card"
        )
    return plain.upper()
