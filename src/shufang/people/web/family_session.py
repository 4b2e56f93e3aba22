"""Who of which family is using this browser.

A family's session is not a staff account: it holds the guardian's key and the time of signing in,
and `request.guardian` is read when a page first asks for it. Staff who sign in lose it.
"""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import SimpleLazyObject

from shufang.people.models import Guardian

KEY, SINCE = "guardian", "guardian_since"
LASTS = timedelta(days=60)  # a family's phone stays signed in


class FamilyMiddleware:
    """Sets `request.guardian`: the guardian signed in here, or something false."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.guardian = (  # type: ignore[attr-defined]
            SimpleLazyObject(lambda: signed_in_guardian(request))
            if settings.SESSION_COOKIE_NAME in request.COOKIES
            else None
        )
        return self.get_response(request)


def guardian_of(request: HttpRequest) -> Guardian | None:
    """The guardian signed in here, for code that wants the type."""
    found = getattr(request, "guardian", None)
    return found if found else None


def signed_in_guardian(request: HttpRequest) -> Guardian | None:
    """Looked up in the session; none where it is too old, or ended from another device."""
    pk, since = request.session.get(KEY), parse_datetime(request.session.get(SINCE, ""))
    if pk is None or since is None or timezone.now() - since > LASTS:
        return None
    found = Guardian.objects.select_related("household").filter(pk=pk).first()
    if found is None or found.household.erased_at or since < found.sessions_from:
        return None
    return found


def begin(request: HttpRequest, guardian: Guardian) -> None:
    """Sign this guardian in: a new session key, nothing kept of a member of staff."""
    request.session.flush()
    request.session[KEY] = guardian.pk
    request.session[SINCE] = timezone.now().isoformat()
    request.session.set_expiry(int(LASTS.total_seconds()))


def end(request: HttpRequest) -> None:
    """Sign out; nothing of the family stays in the browser."""
    request.session.flush()
