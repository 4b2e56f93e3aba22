"""Text messages through a gateway: one signed JSON request each (docs/operating/messages.md)."""

import hashlib
import hmac
import json
import time

from shufang.outbox.channels.carrier import Parcel
from shufang.outbox.channels.http import judge, post

KNOWN = 409  # the gateway has had this id already: it was sent


class Sms:
    """Every provider has its own protocol; a gateway of twenty lines in front of it speaks ours."""

    def __init__(self, url: str, key: str, *, idempotent: bool) -> None:
        self.url, self.key, self.idempotent = url, key, idempotent

    def carry(self, parcel: Parcel) -> None:
        body = json.dumps(
            {
                "id": parcel.key,
                "to": parcel.to,
                "text": parcel.whole,
                "language": parcel.language,
            },
            ensure_ascii=False,
        ).encode()
        now = str(int(time.time()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "X-Shufang-Time": now,
            "X-Shufang-Signature": signature(self.key, now, body),
        }
        answer = post(self.url, body, headers)
        if answer.status != KNOWN:
            judge(answer)


def signature(key: str, moment: str, body: bytes) -> str:
    """HMAC-SHA256 over the time and the body, so that no request can be made up or replayed."""
    return hmac.new(key.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
