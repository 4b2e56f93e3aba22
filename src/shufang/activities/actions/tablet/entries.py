"""What a tablet sends: read strictly, for anybody could hold it in hand."""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from shufang.activities.queries.tablet.timing import Reading

NONCE = re.compile(r"[0-9a-f]{32}")
ASKED = re.compile(r"[0-9a-f]{20}")
PAGE = re.compile(r"[0-9a-f]{8,32}")
HEADS_MOST = 40  # of one party
YEAR_2100 = 4_102_444_800_000  # milliseconds
IN, OUT = "in", "out"
FIELDS = (
    "nonce", "kind", "activity", "registration", "adults", "children", "clock", "running", "page",
    "offset", "sign_in", "asked",
)  # fmt: skip


class UnreadableError(ValueError):
    """Not an entry of ours; it is kept as it came, refused."""


@dataclass(frozen=True)
class Entry:
    """One family signed in (or out) at the tablet."""

    nonce: str
    kind: str
    activity: int
    registration: int | None
    adults: int
    children: int
    at: Reading
    known_offset: int | None
    asked: str  # the print of four digits that stood on no list the tablet had, or ""
    sign_in: str  # for signing out without a registration: the nonce of the sign-in


@dataclass(frozen=True)
class Report:
    """One entry as it came, before anybody believes it; the print is of all that was sent."""

    nonce: str
    raw: dict[str, Any]
    print: str
    entry: Entry | None  # none: it can't be read


def read_reading(raw: Any) -> Reading:
    """The tablet's clocks; raises `UnreadableError`."""
    if not isinstance(raw, dict):
        raise UnreadableError
    page = raw.get("page")
    if not isinstance(page, str) or not PAGE.fullmatch(page):
        raise UnreadableError
    clock = _number(raw, "clock", 0, YEAR_2100)
    return Reading(clock, _number(raw, "running", 0, YEAR_2100), page)


def read_report(raw: Any) -> Report:
    """Whatever was sent; what has no usable nonce gets one from its content."""
    text = json.dumps(raw, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    body = raw if isinstance(raw, dict) else {}
    nonce = body.get("nonce")
    if not isinstance(nonce, str) or not NONCE.fullmatch(nonce):
        return Report(f"unreadable {digest[:32]}", _short(text), digest, None)
    try:
        known = {name: body[name] for name in FIELDS if name in body}
        return Report(nonce, known, digest, _read_entry(nonce, body))
    except UnreadableError:
        return Report(nonce, _short(text), digest, None)


def _read_entry(nonce: str, body: dict[str, Any]) -> Entry:
    kind = body.get("kind")
    sign_in = body.get("sign_in", "")
    if kind not in (IN, OUT) or not isinstance(sign_in, str):
        raise UnreadableError
    if sign_in and not NONCE.fullmatch(sign_in):
        raise UnreadableError
    asked = body.get("asked", "")
    if not isinstance(asked, str) or (asked and not ASKED.fullmatch(asked)):
        raise UnreadableError
    registration = body.get("registration")
    offset = body.get("offset")
    adults = _number(body, "adults", 0, HEADS_MOST)
    children = _number(body, "children", 0, HEADS_MOST)
    if kind == IN and not adults + children:
        raise UnreadableError
    return Entry(
        nonce=nonce,
        kind=kind,
        activity=_number(body, "activity", 1, 2**63 - 1),
        registration=None if registration is None else _number(body, "registration", 1, 2**63 - 1),
        adults=adults,
        children=children,
        at=read_reading(body),
        known_offset=None if offset is None else _number(body, "offset", -YEAR_2100, YEAR_2100),
        asked=asked,
        sign_in=sign_in,
    )


def _number(body: dict[str, Any], name: str, least: int, most: int) -> int:
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise UnreadableError
    return value


def _short(text: str) -> dict[str, Any]:
    return {"unreadable": text[:1000].replace("\\u0000", "")}
