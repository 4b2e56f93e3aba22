"""Settings of channels that can't work, told at the start."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from shufang.outbox.channels.http import is_safe


def channels(**_kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if settings.SMS_URL and not is_safe(settings.SMS_URL):
        found.append(Error("SMS_URL: write an https:// address.", id="outbox.E001"))
    if settings.SMS_URL and not settings.SMS_KEY:
        found.append(Error("SMS_KEY is empty: requests could not be signed.", id="outbox.E002"))
    if settings.WECHAT_APP_ID and not is_safe(settings.WECHAT_URL):
        found.append(Error("WECHAT_URL: write an https:// address.", id="outbox.E003"))
    if settings.WECHAT_APP_ID and not (settings.WECHAT_SECRET and settings.WECHAT_TEMPLATE_ID):
        found.append(
            Error("WECHAT_APP_ID needs WECHAT_SECRET and WECHAT_TEMPLATE_ID.", id="outbox.E004")
        )
    return found
