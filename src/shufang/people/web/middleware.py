"""What holds for every page of somebody who is signed in."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from shufang.people.queries.second_step import must_set_up

# What opens while a one-time password has not been changed, or a second step not been set up.
OPEN_BEFORE = frozenset(
    {
        "people:password",
        "people:second_step",
        "people:sign_out",
        "shared:language",
        "shared:large_text",
        "shared:health",
    }
)
SEEN = "seen"
REFRESH = 15 * 60  # seconds; a session is not written at every click


class AccountMiddleware:
    """A one-time password must be changed, and a second step set up where the person's role asks
    for one, before anything opens; a session ends when idle.

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
        if request.resolver_match.view_name in OPEN_BEFORE:
            return None
        first = _to_do_first(request.user)
        if not first:
            return None
        target = reverse(first)
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(headers={"HX-Redirect": target})
        return HttpResponseRedirect(target)


def _to_do_first(user: Any) -> str:
    """The page where somebody has to do something before all else, if there is such."""
    if user.must_change_password:
        return "people:password"
    if settings.SECOND_STEP_FOR and must_set_up(user):
        return "people:second_step"
    return ""
