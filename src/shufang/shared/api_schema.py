"""Values that programs send, bounded so that every database can hold them."""

import re
from datetime import date
from typing import Annotated, Generic, TypeVar

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

Item = TypeVar("Item")


def _plain(text: str) -> str:
    """No NUL and no half of a surrogate pair: no database keeps them."""
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
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


Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Text = Annotated[str, Field(max_length=200), AfterValidator(_plain)]
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
