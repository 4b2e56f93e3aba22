"""One-time codes: six digits sent to a phone.

The code is nowhere written down. It follows from the phone's fingerprint, the moment it was asked
for and the installation's key, so that the message can be made when it is sent, and whoever reads
the database alone can't tell it.
"""

import hmac
import unicodedata
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from shufang.shared.secrets import blind, key

DIGITS = 6
LASTS = timedelta(minutes=5)
TRIES = 5


def code_of(phone_print: str, made_at: datetime) -> str:
    """The six digits that belong to this phone and moment."""
    said = f"{phone_print} {made_at.astimezone(UTC).isoformat(timespec='microseconds')}"
    mac = hmac.new(key("one-time code"), said.encode(), sha256).digest()
    return f"{int.from_bytes(mac[:8], 'big') % 10**DIGITS:0{DIGITS}d}"


def code_hash(phone_print: str, code: str) -> str:
    """What is stored to compare with: keyed, for a million codes are quickly tried."""
    return blind(f"{phone_print} {code}", "one-time code")


def plain_code(typed: str) -> str:
    """What somebody typed or pasted, as digits: 123 456 and full-width ones too."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed[:40]) if c.isdigit())
