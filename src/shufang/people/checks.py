"""Settings that would open families' accounts to strangers, told at the start."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage

LOCAL = {"127.0.0.1", "localhost", "[::1]", "testserver"}


def codes_in_public(**_kwargs: Any) -> list[CheckMessage]:
    """A demo that others can reach: whoever knows a phone number is in."""
    if settings.SHOW_CODES and set(settings.ALLOWED_HOSTS) - LOCAL:
        return [
            checks.Warning(
                "One-time codes of families stand on the page: anybody can sign in as anybody.",
                hint="Set SMS_URL, or SHOW_CODES=0.",
                id="people.W001",
            )
        ]
    return []
