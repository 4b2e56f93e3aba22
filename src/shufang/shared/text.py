"""Names compared the way people compare them."""

import re
import unicodedata

_NOISE = re.compile(r"[\s\u200b-\u200f\ufeff\u2060]+")


def plain_name(name: str) -> str:
    """A name in its plain form: full-width and half-width alike, without spaces and without the
    word 智慧.

    Two names with the same plain form are the same place or class; anything less alike is a
    question for a person.
    """
    folded = unicodedata.normalize("NFKC", name)
    return _NOISE.sub("", folded).replace("智慧", "").casefold()
