"""What a browser's session remembers on the way in: a number to be proven, then a proven one.

Numbers lie sealed there too: sessions are rows of the database.
"""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme

from shufang.people.models import Guardian
from shufang.people.web import family_session
from shufang.shared.secrets import BrokenSealError, seal, unseal

COLUMN = "session.family"
ASKED, PROVEN = "family_asked", "family_proven"
INVITATION, WECHAT = "family_invitation", "family_wechat"
UNSENT = "family_unsent"  # a form that was sent after the sign-in had ended
LASTS = timedelta(minutes=20)


def keep(request: HttpRequest, name: str, value: str) -> None:
    """Remember a secret for the next twenty minutes."""
    request.session[name] = [seal(value, f"{COLUMN}.{name}"), timezone.now().isoformat()]


def kept(request: HttpRequest, name: str) -> str:
    """What was remembered; empty when nothing was, or too long ago."""
    sealed, at = request.session.get(name, ["", ""])
    since: datetime | None = parse_datetime(at) if at else None
    if since is None or timezone.now() - since > LASTS:
        return ""
    try:
        return unseal(sealed, f"{COLUMN}.{name}")
    except BrokenSealError:
        return ""


def drop(request: HttpRequest, name: str) -> None:
    """Remember it no longer."""
    request.session.pop(name, None)


def prove(request: HttpRequest, phone: str) -> None:
    """The number is proven: a new session key, so that whoever planted the old one has nothing."""
    carried = {name: kept(request, name) for name in (INVITATION, WECHAT, UNSENT)}
    request.session.flush()
    for name, value in carried.items():
        if value:
            keep(request, name, value)
    keep(request, PROVEN, phone)


def begin(request: HttpRequest, guardian: Guardian) -> None:
    """Sign the guardian in; an invitation that was opened before is still open, and a form that
    waits goes on waiting."""
    carried = {name: kept(request, name) for name in (INVITATION, UNSENT)}
    family_session.begin(request, guardian)
    for name, value in carried.items():
        if value:
            keep(request, name, value)


def next_page(request: HttpRequest) -> str:
    """Where the reader came from, if it is a page of ours; else empty."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    fine = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if fine and target.startswith("/") else ""
