"""How somebody wants to read: language and size of text, kept in cookies."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from shufang.shared.audience import public
from shufang.shared.ui.context import LARGE_TEXT_COOKIE

YEAR = 365 * 24 * 3600


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Show pages in the language asked for, if it is one of ours."""
    response = _back(request)
    asked = request.POST.get("language", "")
    if asked in dict(settings.LANGUAGES):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, asked)
    return response


@public
@require_POST
def large_text(request: HttpRequest) -> HttpResponse:
    """Large text on or off."""
    response = _back(request)
    if request.POST.get("on") == "1":
        _keep(response, LARGE_TEXT_COOKIE, "1")
    else:
        response.delete_cookie(LARGE_TEXT_COOKIE, samesite="Lax")
    return response


def _back(request: HttpRequest) -> HttpResponse:
    """To the page the reader came from, never to another site."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(target if safe else "/")


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name, value, max_age=YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True
    )
