"""What must not be read by whoever gets hold of the database alone: phone numbers, seeds, links.

Every use has a key of its own, derived from the installation's SECRET_KEY, so that one leaked
key opens one thing. Values are sealed with AES-256-GCM and bound to the column they stand in: a
ciphertext that was moved elsewhere does not open.
"""

import base64
import hashlib
import hmac
import os
import secrets
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE = 12  # bytes
VERSION = "1"  # of the way of sealing; stands before every sealed value


class BrokenSealError(ValueError):
    """A sealed value that was changed, moved to another column, or sealed with another key."""


def seal(text: str, column: str) -> str:
    """The text as it may lie in the database; `column` is "people.guardian.phone". Empty stays
    empty."""
    if not text:
        return ""
    nonce = os.urandom(NONCE)
    sealed = AESGCM(key("seal")).encrypt(nonce, text.encode(), column.encode())
    return f"{VERSION}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def unseal(sealed: str, column: str) -> str:
    """The text again; raises `BrokenSealError` where it can't be trusted."""
    if not sealed:
        return ""
    try:
        raw = base64.urlsafe_b64decode(sealed.partition(".")[2].encode())
        return AESGCM(key("seal")).decrypt(raw[:NONCE], raw[NONCE:], column.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise BrokenSealError(column) from error


def blind(text: str, use: str) -> str:
    """A keyed fingerprint (64 hexadecimal digits): equal texts are found without reading them."""
    return hmac.new(key(f"blind {use}"), text.encode(), hashlib.sha256).hexdigest()


def pseudonym(number: int, use: str) -> int:
    """A number that stands for a row outside the database, always the same one; 63 bits."""
    mac = hmac.new(key(f"pseudonym {use}"), str(number).encode(), hashlib.sha256).digest()
    return int.from_bytes(mac[:8], "big") >> 1


def new_token() -> str:
    """A secret for a link, a device or a code: 256 random bits, safe in addresses."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """What is stored of a token: whoever reads the database can't use the link."""
    return hashlib.sha256(token.encode()).hexdigest()


def key(use: str) -> bytes:
    """The 32-byte key of one use."""
    return _derived(settings.SECRET_KEY, use)


@cache
def _derived(secret: str, use: str) -> bytes:
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"shufang {use}".encode())
    return kdf.derive(secret.encode())
