"""Who may open a page. Deny by default: a view that declares no audience opens for nobody.

Every view carries one of the decorators below. They decide by role only; whether this person
may see *this* room or
*this* activity is decided by the app's `queries/access.py`. `tests/house/test_permissions.py`
walks all routes.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from shufang.shared.roles import ALL_STAFF, Role

View = TypeVar("View", bound=Callable[..., Any])


EVERYONE = frozenset({"everyone"})
SIGNED_IN = frozenset({"signed_in"})


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


def _declare(who: frozenset[Any]) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.audience = who  # type: ignore[attr-defined]
        return view

    return mark


class AudienceMiddleware:
    """Opens a page only to its declared audience: others sign in, or read why not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        who: frozenset[Any] | None = getattr(view, "audience", None)
        if who is None:
            raise PermissionDenied(
                f"{view.__module__}.{getattr(view, '__name__', view)} declares no audience"
            )
        if who is EVERYONE:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if who is SIGNED_IN or request.user.roles & who:
            return None
        raise PermissionDenied(_("这一页不在你的职责范围内。"))
