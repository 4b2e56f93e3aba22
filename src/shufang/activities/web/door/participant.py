"""Who is signing in with this phone: a family that is known here, or a browser."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from shufang.people.models import Household
from shufang.people.web.family_session import guardian_of
from shufang.shared.secrets import blind, new_token

COOKIE = "door"
SALT = "activities.door.browser"
LASTS = timedelta(hours=12)  # nobody is followed beyond the day


@dataclass(frozen=True)
class Participant:
    """`name` is what tickets are bound to; `browser` the number its cookie keeps."""

    name: str
    household: Household | None = None
    browser: str = ""

    def remember(self, response: HttpResponse) -> HttpResponse:
        """Let the browser keep its number; a family has its own session."""
        if self.browser:
            response.set_signed_cookie(
                COOKIE,
                self.browser,
                salt=SALT,
                max_age=int(LASTS.total_seconds()),
                httponly=True,
                samesite="Lax",
                secure=settings.HTTPS,
            )
        return response


def participant_of(request: HttpRequest) -> Participant:
    """The family signed in on this phone, else the browser, which gets a number."""
    guardian = guardian_of(request)
    if guardian is not None:
        return Participant(f"h{guardian.household_id}", household=guardian.household)
    number = request.get_signed_cookie(
        COOKIE, default="", salt=SALT, max_age=int(LASTS.total_seconds())
    )
    number = number or new_token()[:22]
    return Participant(f"b{blind(number, 'door browser')[:16]}", browser=number)
