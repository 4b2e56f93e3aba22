"""The second step of signing in: who has one, who must have one, and what an app shows now.

Time-based codes as RFC 6238 has them with what every authenticator app knows: SHA-1, 6 digits, 30
seconds.
"""

import base64
import time

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings

from shufang.people.models import SecondStep, User

DIGITS, SECONDS = 6, 30
EARLIER_OR_LATER = 1  # steps by which a phone's clock may be wrong


def has_second_step(user: User) -> bool:
    return SecondStep.objects.filter(account=user).exists()


def must_set_up(user: User) -> bool:
    """Whether one of the person's roles asks for a second step that is not there yet."""
    asked = settings.SECOND_STEP_FOR & {str(role) for role in user.roles}
    return bool(asked) and not has_second_step(user)


def step_of(secret: str, typed: str) -> int | None:
    """The step of the clock that this code belongs to, near the present one; None for a wrong code.
    `secret` is in base32."""
    if len(typed) != DIGITS or not typed.isascii() or not typed.isdigit():
        return None
    codes, now = _codes(secret), int(time.time()) // SECONDS
    near = range(now - EARLIER_OR_LATER, now + EARLIER_OR_LATER + 1)
    return next((step for step in near if codes.generate(step * SECONDS) == typed.encode()), None)


def for_the_app(secret: str, username: str) -> str:
    """The address that a QR code carries to the app."""
    return _codes(secret).get_provisioning_uri(username, settings.NETWORK_NAME)


def _codes(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), SECONDS)  # noqa: S303 # nosec - as apps want it
