"""The codes on a room's screen and on its posters: which activity, and how fresh.

A rotating code changes every 15 seconds: a picture of it that was sent to somebody at home is of
no use half a minute later. The codes are computed, not stored: a screen that lost the network
knows those to come (`codes_between`), and every process knows all of them.

A code reads `r` or `p`, the activity's number, and a keyed fingerprint of 60 bits; a room's own
reads `s` and the room's number, and leads to whatever is on there until a new one is made
(`RoomCode`). Codes are written in lower case letters and digits that are hard to confuse, and say
nothing about a person.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from shufang.activities.models import Activity
from shufang.places.models import Site
from shufang.shared.secrets import key

STEP = 15  # seconds
TOLERANCE = 1  # steps to either side: slow phones, clocks that differ a little
REMEMBERED = 40  # steps for which an old code is told from a wrong one
GENERATION = 1  # raise it and every code that was printed or photographed is void
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
FINGERPRINT = 12  # characters

ROTATING, POSTER, ROOM = "r", "p", "s"


@dataclass(frozen=True)
class Read:
    """What a code says: `step` is that of a rotating one, `age` how many steps old it is now."""

    kind: str
    activity: int
    step: int = 0
    age: int = 0

    @property
    def is_fresh(self) -> bool:
        return self.kind == POSTER or abs(self.age) <= TOLERANCE


def code_at(activity: Activity, moment: datetime) -> str:
    """The rotating code of this activity at this moment."""
    return _code(ROTATING, activity.pk, step_at(moment))


def codes_between(activity: Activity, start: datetime, end: datetime) -> list[tuple[datetime, str]]:
    """(from when, code) for every step of the time, for a screen without network."""
    return [
        (datetime.fromtimestamp(step * STEP, tz=start.tzinfo), _code(ROTATING, activity.pk, step))
        for step in range(step_at(start), step_at(end) + 1)
    ]


def poster_code(activity: Activity) -> str:
    """The code to print and hang up: good as long as people sign in at this activity."""
    return _code(POSTER, activity.pk, 0)


def room_code(site: Site, number: int = 0) -> str:
    """The code that hangs in a small room until it is renewed, which raises its number; it proves
    as little as a poster's."""
    return _code(ROOM, site.pk, number)


def room_named_by(code: str) -> int | None:
    """The room's key as the code has it, before anybody believes the code."""
    return _number(code[1:-FINGERPRINT]) if code[:1] == ROOM else None


def is_room_code(code: str, site: Site, number: int) -> bool:
    return _same(code, room_code(site, number))


def read_code(code: str, moment: datetime) -> Read | None:
    """What the code says, however old; none for what was never a code of ours.

    The look at older steps is bounded, so a wrong code costs as little as an old one.
    """
    kind, body = code[:1], code[1:]
    number = _number(body[:-FINGERPRINT])
    if kind not in (ROTATING, POSTER) or number is None:
        return None
    if kind == POSTER:
        return Read(kind, number) if _same(code, _code(kind, number, 0)) else None
    now = step_at(moment)
    for step in range(now + REMEMBERED // 2, now - REMEMBERED - 1, -1):
        if _same(code, _code(kind, number, step)):
            return Read(kind, number, step, now - step)
    return None


def step_at(moment: datetime) -> int:
    return int(moment.timestamp()) // STEP


def _code(kind: str, number: int, step: int) -> str:
    text = f"{kind} {number} {GENERATION} {step}".encode()
    mac = hmac.new(key("activities door codes"), text, hashlib.sha256).digest()
    return kind + _letters(number) + _letters(int.from_bytes(mac[:8], "big") >> 4, FINGERPRINT)


def _letters(number: int, length: int = 1) -> str:
    found = ""
    while number or len(found) < length:
        number, rest = divmod(number, len(ALPHABET))
        found = ALPHABET[rest] + found
    return found


def _number(letters: str) -> int | None:
    if not letters or len(letters) > 12 or set(letters) - set(ALPHABET):
        return None
    number = 0
    for letter in letters:
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    return number if number < 2**63 and _letters(number) == letters else None


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
