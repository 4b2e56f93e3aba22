"""What every page knows: the network's name, and whether its reader asked for large text."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

LARGE_TEXT_COOKIE = "large_text"


def shell(request: HttpRequest) -> dict[str, Any]:
    """Names and switches of the frame around every page."""
    english = (get_language() or "").startswith("en")
    return {
        "network_name": settings.NETWORK_NAME_EN if english else settings.NETWORK_NAME,
        "large_text": request.COOKIES.get(LARGE_TEXT_COOKIE) == "1",
        "in_english": english,
    }
