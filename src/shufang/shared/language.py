"""Which language a page speaks."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class ChineseFirst(LocaleMiddleware):
    """Chinese until its reader chooses English; what the browser was set to says little here.

    Staff of a Chinese library often sit at machines with English browsers; the choice is one tap
    away on every page and is kept in a cookie.
    """

    def process_request(self, request: HttpRequest) -> None:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = dict(settings.LANGUAGES)
        translation.activate(chosen if chosen in known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE


def in_english() -> bool:
    """Whether what is being written now is in English; all else is Chinese."""
    return (translation.get_language() or "").startswith("en")


def page_language() -> str:
    """The language to remember for whoever reads this page, such as for later messages."""
    return translation.get_language() or settings.LANGUAGE_CODE


def network_name() -> str:
    """The network's name in the language of the text."""
    return settings.NETWORK_NAME_EN if in_english() else settings.NETWORK_NAME
