"""What holds for every page of somebody who is signed in."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

# What opens while a one-time password has not been changed.
OPEN_BEFORE = frozenset(
    {
        "people:password",
        "people:sign_out",
        "shared:language",
        "shared:large_text",
        "shared:health",
    }
)
SEEN = "seen"
REFRESH = 15 * 60  # seconds; a session is not written at every click


class AccountMiddleware:
    """A one-time password must be changed before anything opens; a session ends when idle.

    Stands behind the audience's middleware, which has already asked who may see the page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None  # a stranger's page needs no look into the sessions
        if not request.user.is_authenticated:
            return None
        now = int(time.time())
        if now - request.session.get(SEEN, 0) > REFRESH:
            request.session[SEEN] = now  # written, and with it the session's end moves on
        assert request.resolver_match is not None
        if request.user.must_change_password and (
            request.resolver_match.view_name not in OPEN_BEFORE
        ):
            target = reverse("people:password")
            if request.headers.get("HX-Request") == "true":
                return HttpResponse(headers={"HX-Redirect": target})
            return HttpResponseRedirect(target)
        return None
