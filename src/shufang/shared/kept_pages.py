"""A page that many strangers ask for at the same moment is made once in a second or two.

When registration opens, hundreds of phones ask for one and the same page. For a visitor of whom
nothing is known it differs only in the forms' tokens, so those are written anew into a copy that is
kept for `KEEP_PUBLIC_PAGES` seconds in each web process. Whoever is known, by a session or by a
message that waits, always gets a page of their own, and what is sent is checked against the
database in any case.
"""

import re
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from shufang.shared.secrets import new_token
from shufang.shared.ui.context import LARGE_TEXT_COOKIE

View = Callable[..., HttpResponse]
MOST = 200  # pages kept at a time
CSRF = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+')
FORM_KEY = re.compile(rb'(name="key" value=")[^"]+')

_kept: dict[tuple[Any, ...], tuple[float, bytes]] = {}


def kept_briefly(view: View) -> View:
    """The page as it was up to two seconds ago, for visitors of whom nothing is known."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _is_strangers(request):
            return view(request, *args, **kwargs)
        key = (
            request.get_host(),
            request.path,
            get_language(),
            request.COOKIES.get(LARGE_TEXT_COOKIE) == "1",
        )
        found = _kept.get(key)
        if found is not None and time.monotonic() < found[0]:
            return HttpResponse(_with_new_tokens(request, found[1]))
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and not response.streaming:
            if len(_kept) >= MOST:
                _kept.clear()
            _kept[key] = (time.monotonic() + settings.KEEP_PUBLIC_PAGES, response.content)
        return response

    return wrapped


def _is_strangers(request: HttpRequest) -> bool:
    harmless = {settings.LANGUAGE_COOKIE_NAME, LARGE_TEXT_COOKIE, settings.CSRF_COOKIE_NAME}
    return (
        settings.KEEP_PUBLIC_PAGES > 0
        and request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and "HX-Request" not in request.headers
        and request.COOKIES.keys() <= harmless
    )


def _with_new_tokens(request: HttpRequest, page: bytes) -> bytes:
    csrf, form = get_token(request).encode(), new_token().encode()
    page = CSRF.sub(lambda found: found[1] + csrf, page)
    return FORM_KEY.sub(lambda found: found[1] + form, page)
