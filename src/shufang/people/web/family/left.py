"""A family has signed out of a browser that others may use.

The links in its history open no page of that family there any more; on another phone, or after
signing in again, they do.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from shufang.people.models import Household
from shufang.shared.secrets import blind

COOKIE = "left"
DAYS, MOST = 30, 8
FORGOTTEN = ("own", "received", "door")  # what a guest's phone remembers


def leave(request: HttpRequest, response: HttpResponse, household: Household) -> None:
    """Call it as the household signs out: nothing stays but a mark that tells nobody who it was."""
    own = _mark(household.pk)
    marks = [own, *(mark for mark in _marks(request) if mark != own)][:MOST]
    response.set_cookie(
        COOKIE,
        ".".join(marks),
        max_age=DAYS * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
    for name in FORGOTTEN:
        if name in request.COOKIES:
            response.delete_cookie(name, samesite="Lax")


def has_left(request: HttpRequest, household: int) -> bool:
    """Whether this household has signed out here."""
    return _mark(household) in _marks(request)


def _marks(request: HttpRequest) -> list[str]:
    return request.COOKIES.get(COOKIE, "").split(".")


def _mark(household: int) -> str:
    return blind(f"{household}", "signed out here")[:20]
