"""What every page knows: the network's name, and whether its reader asked for large text."""

from typing import Any

from django.http import HttpRequest

from shufang.shared.language import in_english, network_name

LARGE_TEXT_COOKIE = "large_text"


def shell(request: HttpRequest) -> dict[str, Any]:
    """Names and switches of the frame around every page."""
    english = in_english()
    return {
        "network_name": network_name(),
        "large_text": request.COOKIES.get(LARGE_TEXT_COOKIE) == "1",
        "in_english": english,
    }
