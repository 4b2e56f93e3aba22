"""A child's month of birth, as people type it into one field."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

LONGEST = 24  # characters typed
_WORDS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WORD = re.compile(r"(?P<word>[a-z]{3,9})")
_BETWEEN = re.compile(r"[\s\-–—/.,·_、年月日号岁生出]+")
_TOGETHER = re.compile(r"(\d{4})(\d{1,2}|\d{4})|(\d{2})(\d{2})")


def read_month(text: str) -> tuple[int, int]:
    """Year and month: 2019-06, 201906, 2019年6月, 19.6, 6/2019 and June 2019 are understood, and a
    day beside them is passed over, for nobody keeps it.

    A year of two digits is of this century. Refused (ValidationError): whatever is not clear, such
    as a year alone or a day and month.
    """
    plain = unicodedata.normalize("NFKC", text).casefold() if len(text) <= LONGEST else ""
    parts = _numbers(plain)
    if len(parts) == 1:
        parts = _together(parts[0])
    if len(parts) in (2, 3) and len(parts[0]) < 4 <= len(parts[-1]):
        parts = [parts[-1], *parts[-2::-1]] if len(parts) == 2 else []  # 6/2019
    if len(parts) not in (2, 3) or len(parts[0]) not in (2, 4) or len(parts[1]) > 2:
        raise _unclear()
    year, month = int(parts[0]), int(parts[1])
    if len(parts[0]) == 2:
        year += 2000
    if not 1 <= month <= 12 or year > timezone.localdate().year or year < 1900:
        raise _unclear()
    return year, month


def month_words(year: int | None, month: int | None) -> str:
    """As a field shows it again: 2019-06."""
    return f"{year}-{month:02}" if year and month else ""


def _numbers(plain: str) -> list[str]:
    """Its groups of digits, a month in English being its number; none where something else is."""
    if found := _WORD.search(plain):
        number = next((n for n, word in enumerate(_WORDS, 1) if found["word"].startswith(word)), 0)
        rest = re.findall(r"\d+", _WORD.sub(" ", plain, count=1))
        years = [part for part in rest if len(part) == 4]
        return [years[0], str(number)] if number and len(years) == 1 else []
    parts = [part for part in _BETWEEN.split(plain) if part]
    return parts if all(part.isascii() and part.isdigit() for part in parts) else []


def _together(digits: str) -> list[str]:
    """201906, 20196, 20190612 and 1906; 2011 may be a year alone and is asked about."""
    found = _TOGETHER.fullmatch(digits)
    if found is None or (len(digits) == 4 and digits.startswith("20")):
        return []
    return [found[3], found[4]] if found[3] else [found[1], found[2][:2]]


def _unclear() -> ValidationError:
    return ValidationError(_("请写出生的年和月，例如 2019-06。"), code="born")
