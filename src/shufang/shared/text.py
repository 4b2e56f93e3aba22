"""Names compared the way people compare them."""

import re
import unicodedata

# White space, joiners, variation selectors and letters that show nothing.
_NOISE = re.compile(
    "[\\s\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060\u2800\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\U000e0100-\U000e01ef]+"
)
_UNSEEN = {"Cc", "Cf", "Cs"}  # control and format characters of every kind
_OTHER_LETTERS = re.compile("[\u0370-\u052f]")
# Greek and Cyrillic letters that look like Latin ones.
_ALIKE = str.maketrans("аеорсухіјѕԁһνοαικρτυχвнкмт", "aeopcyxijsdhvoaikptuxbhkmt")


def plain_name(name: str) -> str:
    """A name in its plain form: full-width and half-width alike, without spaces, without what
    nobody sees and without the word 智慧.

    Two names with the same plain form are the same place or class; anything less alike is a
    question for a person.
    """
    folded = unicodedata.normalize("NFKC", name)
    if not folded.isprintable():
        folded = "".join(c for c in folded if unicodedata.category(c) not in _UNSEEN)
    plain = _NOISE.sub("", folded).replace("智慧", "").casefold()
    return plain.translate(_ALIKE) if _OTHER_LETTERS.search(plain) else plain


def typed(text: str, most: int) -> str:
    """What somebody typed, as a column of so many characters can keep it; no NUL, which
    PostgreSQL refuses."""
    return text.replace("\x00", "").strip()[:most]
