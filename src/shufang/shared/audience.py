"""Who may open a page. Deny by default: a view that declares no audience opens for nobody.

Every view carries one of the decorators below. They decide by role only; whether this person
may see *this* room or *this* activity is decided by the app's `queries/access.py`.
`tests/house/test_permissions.py` walks all routes.
"""

import logging
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from shufang.shared.roles import ALL_STAFF, Role

View = TypeVar("View", bound=Callable[..., Any])
logger = logging.getLogger(__name__)

EVERYONE = frozenset({"everyone"})
SIGNED_IN = frozenset({"signed_in"})
FAMILIES = frozenset({"families"})
TOKENS = frozenset({"tokens"})
MOST_ADDRESS = 2000  # characters of a page to come back to; browsers and proxies take no more


def audience(*roles: Role) -> Callable[[View], View]:
    """The page is for people who hold one of these roles somewhere in the network."""
    if not roles:
        raise ImproperlyConfigured("Name at least one role.")
    return _declare(frozenset(roles))


def staff(view: View) -> View:
    """The page is for everybody who works in the network, in any role."""
    return _declare(ALL_STAFF)(view)


def signed_in(view: View) -> View:
    """The page is for anybody with an account."""
    return _declare(SIGNED_IN)(view)


def public(view: View) -> View:
    """The page is for everybody, without an account."""
    return _declare(EVERYONE)(view)


def family(view: View) -> View:
    """The page is for a guardian who signed in by phone; `request.guardian` is that person.

    Others are led to the sign-in, or to where the view's own `when_signed_out` leads them.
    """
    return _declare(FAMILIES)(view)


def by_token(view: View) -> View:
    """The page is for whoever holds a link, a code or a device's token; the view checks it before
    anything else, and gives Http404 (pages) or 401 (machines) without one."""
    return _declare(TOKENS)(view)


def _declare(who: frozenset[Any]) -> Callable[[View], View]:
    def mark(view: View) -> View:
        if isinstance(view, type):
            raise ImproperlyConfigured(f"Decorate {view.__name__}.as_view(), not the class.")
        view.audience = who  # type: ignore[attr-defined]
        return view

    return mark


def declared(view: Callable[..., Any]) -> frozenset[Any] | None:
    """The audience a view declares, or None."""
    return getattr(view, "audience", None)


class AudienceMiddleware:
    """Opens a page only to its declared audience: others sign in, or read why not.

    What is not public is kept by no cache, so that the back button shows nothing after signing
    out on a shared machine.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        match = request.resolver_match
        if (
            match is not None
            and declared(match.func) != EVERYONE
            and not response.has_header("Cache-Control")
        ):
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        who = declared(view)
        if who is None:
            name = getattr(view, "__name__", view)
            logger.error("%s.%s declares no audience: it opens for nobody", view.__module__, name)
            raise PermissionDenied
        if who in (EVERYONE, TOKENS):
            return None
        if who == FAMILIES:
            if getattr(request, "guardian", None):
                return None
            away: Callable[[HttpRequest], HttpResponse]
            away = getattr(view, "when_signed_out", to_family_sign_in)
            return away(request)
        if not request.user.is_authenticated:
            return to_sign_in(request)
        if who == SIGNED_IN or request.user.roles & who:
            return None
        raise PermissionDenied(_("这一页不在你的职责范围内。"))


def to_family_sign_in(request: HttpRequest) -> HttpResponse:
    """To the page where a phone number signs in and, from there, back."""
    return to_sign_in(request, reverse("family:sign_in"))


def to_sign_in(request: HttpRequest, page: str | None = None) -> HttpResponse:
    """To the sign-in page and, from there, back to the page the reader was on."""
    response = redirect_to_login(_page(request), page)
    if request.headers.get("HX-Request") == "true":  # a fragment: the whole page has to move
        return HttpResponse(headers={"HX-Redirect": response.url})
    return response


def _page(request: HttpRequest) -> str:
    """The page to come back to: this one or, for a fragment or a form, the one it stood on."""
    fragment = request.headers.get("HX-Current-URL", "")
    if request.method in {"GET", "HEAD"} and not fragment:
        whole = request.get_full_path()
        return whole if len(whole) < MOST_ADDRESS else request.path[:MOST_ADDRESS]
    came_from = fragment or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        parts = urlsplit(came_from)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return ""
