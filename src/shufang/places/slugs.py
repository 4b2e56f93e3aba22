"""Addresses of rooms: a Chinese name in pinyin, readable in a link and on a poster."""

import re
import unicodedata
from collections.abc import Container

from django.utils.text import slugify

MAX_LENGTH = 80
_GENERIC = re.compile(r"智慧|书房$|書房$")


def slug_for(name: str, taken: Container[str]) -> str:
    """An address for this name that is not among `taken`: 茶园小学智慧书房 -> cha-yuan-xiao-xue.

    The words every room carries are left out. A name without anything readable becomes "room".
    The caller adds the answer to `taken` before it asks for the next one.
    """
    from pypinyin import lazy_pinyin  # 20 MB of readings: only who names a room needs them

    folded = unicodedata.normalize("NFKC", name).strip()
    short = _GENERIC.sub("", folded) or folded
    stem = slugify(" ".join(lazy_pinyin(short)))[: MAX_LENGTH - 5].strip("-") or "room"
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug
