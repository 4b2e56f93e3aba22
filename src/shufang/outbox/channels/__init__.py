"""What carries a message to a person: one small class a channel, chosen by the settings.

A carrier says whether it may be asked twice: an *idempotent* one is told the message's own id and
drops the second. Of the others nobody knows, after a crash between sending and noting it down,
whether the message arrived; then a person decides (docs/decisions/0018).
"""

from django.conf import settings

from shufang.outbox.channels.carrier import (
    Carrier,
    LaterError,
    NotSentError,
    Parcel,
    RefusedError,
    UnsureError,
)
from shufang.outbox.channels.mail import Mail
from shufang.outbox.channels.shown import Shown
from shufang.outbox.channels.sms import Sms
from shufang.outbox.channels.wechat import WeChat

__all__ = [
    "Carrier",
    "LaterError",
    "NotSentError",
    "Parcel",
    "RefusedError",
    "UnsureError",
    "carrier_of",
]


def carrier_of(channel: str) -> Carrier | None:
    """The carrier for "sms", "wechat" or "email"; none where the channel is not set up."""
    if channel == "sms" and settings.SMS_URL:
        return Sms(settings.SMS_URL, settings.SMS_KEY, idempotent=settings.SMS_IDEMPOTENT)
    if channel == "wechat" and settings.WECHAT_APP_ID:
        return WeChat()
    if channel == "email" and settings.EMAIL_HOST:
        return Mail()
    return Shown(settings.SHUFANG_HOME / "messages") if settings.SHOW_MESSAGES else None
