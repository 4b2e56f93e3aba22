"""Links to the survey that name nobody.

A family's link carries a ticket made from its check-in by a keyed hash; only the ticket's
fingerprint is stored with an answer, so the database can't tell whose answer it is. The link on
the room's poster carries the activity alone: each browser gets a ticket of its own.
"""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from shufang.activities.models import Activity, CheckIn
from shufang.shared.secrets import fingerprint, key

POSTER = "here"


@dataclass(frozen=True)
class Opened:
    """What a link opens; on the poster's the ticket is still to be found."""

    activity: Activity
    nonce: str

    @property
    def is_poster(self) -> bool:
        return self.nonce == POSTER

    def ticket(self, browser: str = "") -> str:
        """What is stored with the answer; `browser` tells the poster's readers apart."""
        return fingerprint(f"pulse {self.activity.pk} {self.nonce} {browser}")


def token_of(check_in: CheckIn) -> str:
    """The family's link: always the same one, and nobody but us can make it."""
    return _token(check_in.activity_id, _mac("ticket", str(check_in.pk)))


def poster_token(activity: Activity) -> str:
    return _token(activity.pk, POSTER)


def opened(token: str) -> Opened:
    """The survey behind a link; Http404 for one that we did not make."""
    number, _dot, rest = token.partition(".")
    nonce, _dot, proof = rest.partition(".")
    if number.isdecimal() and len(number) < 19 and nonce:
        right = _mac("link", f"{int(number)} {nonce}")
        if hmac.compare_digest(proof.encode(), right.encode()):
            found = Activity.objects.select_related("site__town").filter(pk=int(number)).first()
            if found is not None:
                return Opened(found, nonce)
    raise Http404(_("这个链接不对，请重新扫码。"))


def _token(activity: int, nonce: str) -> str:
    return f"{activity}.{nonce}.{_mac('link', f'{activity} {nonce}')}"


def _mac(use: str, text: str) -> str:
    found = hmac.new(key(f"pulse {use}"), text.encode(), "sha256").digest()
    return urlsafe_b64encode(found[:15]).decode()
