"""Settings that would open accounts to strangers, told at the start."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage

from shufang.shared.roles import Role

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


def unknown_roles(**_kwargs: Any) -> list[CheckMessage]:
    """A misspelt role would silently ask nobody for a second step."""
    unknown = sorted(settings.SECOND_STEP_FOR - {str(role) for role in Role})
    if not unknown:
        return []
    return [
        checks.Error(
            f"SECOND_STEP_FOR names no role of ours: {', '.join(unknown)}.",
            hint=f"Write some of {', '.join(sorted(Role))}, with commas between.",
            id="people.E001",
        )
    ]
