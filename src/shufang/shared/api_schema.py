"""Values that programs send, bounded so that every database can hold them."""

import re
import unicodedata
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from shufang.shared.text import plain_name

Item = TypeVar("Item")
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def _plain(text: str) -> str:
    """No NUL and no half of a surrogate pair, which no database keeps; nothing else that ends a
    line or turns the letters after it round in a list."""
    if any(unicodedata.category(each) in ("Cc", "Cs") or each in TURNING for each in text):
        raise PydanticCustomError("plain_text", "no control characters")
    return text.strip()


def _iso(day: object) -> object:
    """Not what else is taken for a day: seconds since 1970, a moment somewhere in the world."""
    if isinstance(day, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
        raise PydanticCustomError("date_parsing", "a day like 2026-05-09")
    return day


def _sensible(day: date) -> date:
    if not 1900 <= day.year <= 2199:
        raise PydanticCustomError("sensible_day", "a day from 1900 to 2199")
    return day


def _visible(text: str) -> str:
    if not plain_name(text):
        raise PydanticCustomError("blank", "something that can be read")
    return text


Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Text = Annotated[str, Field(max_length=200), AfterValidator(_plain)]
Name = Annotated[Text, AfterValidator(_visible)]
Day = Annotated[date, BeforeValidator(_iso), AfterValidator(_sensible)]
Limit = Annotated[int, Field(ge=1, le=100)]
Offset = Annotated[int, Field(ge=0, le=100_000)]
RequestKey = Annotated[
    str, Field(min_length=8, max_length=80, pattern=r"^[A-Za-z0-9._:\-]+$")
]  # of a request that may be sent again


class Sent(Schema):
    """What a program sends: a field that isn't known is told rather than passed over, for it is
    likely a misspelt one; `true` and "1" are no numbers."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Page(Schema, Generic[Item]):
    """So many there are, and some of them."""

    count: int
    items: list[Item]


class WrongField(Schema):
    field: str
    code: str
    message: str


class Problem(Schema):
    """application/problem+json (RFC 9457); `errors` where the content is wrong."""

    type: str
    status: int
    code: str
    title: str
    title_zh: str
    title_en: str
    detail: str
    errors: list[WrongField] | None = None


OF_TOKENS = (401, 403)
OF_POSTS = (400, 404, 409, 413, 415)


def problems(*statuses: int) -> dict[frozenset[int], Any]:
    """For the description: with which problems an operation may answer, beside those of all."""
    return {frozenset({422, 429, 500, *statuses}): Problem}
