"""What a guest's phone remembers: the registrations whose links were opened on it.

Whoever opens a link has it, so this tells nothing new: the same family that registers twice comes
back to its own registration, and at the door it need not say who it is.
"""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from shufang.shared.secrets import BrokenSealError, seal, unseal

COOKIE = "own"
COLUMN = "browser.own"
MOST = 12
DAYS = 60


def remembered(request: HttpRequest) -> list[int]:
    """The keys of registrations, the latest first."""
    try:
        found = json.loads(unseal(request.COOKIES.get(COOKIE, ""), COLUMN) or "[]")
    except (BrokenSealError, ValueError):
        return []
    return [pk for pk in found if isinstance(pk, int)]


def remember(request: HttpRequest, response: HttpResponse, registration: int) -> None:
    before = remembered(request)
    now = [registration, *(pk for pk in before if pk != registration)][:MOST]
    if now != before:
        response.set_cookie(
            COOKIE,
            seal(json.dumps(now), COLUMN),
            max_age=DAYS * 24 * 3600,
            httponly=True,
            samesite="Lax",
            secure=settings.HTTPS,
        )
