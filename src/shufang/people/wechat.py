"""WeChat: who is holding the phone, as the official account's identity service says.

A plug-in, off without `WECHAT_APP_ID`. The protocol is that of web page authorisation: the browser
is sent to WeChat, comes back with a code, and the code is exchanged for an identity (openid).
Nothing but a fingerprint of it is kept; no name and no picture is asked for (`snsapi_base`).
"""

import json
from http.client import HTTPException
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from shufang.shared.secrets import blind

AUTHORISE = "https://open.weixin.qq.com/connect/oauth2/authorize"
TIMEOUT = 5  # seconds
MOST = 64 * 1024  # bytes of an answer


class _NoRedirect(HTTPRedirectHandler):
    """The address carries the account's secret: it goes nowhere else."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_straight = build_opener(_NoRedirect)


class WeChatError(Exception):
    """The service could not be asked, or did not answer with an identity."""


def is_set_up() -> bool:
    """Whether this installation has an official account."""
    return bool(settings.WECHAT_APP_ID and settings.WECHAT_SECRET)


def authorise_url(back: str, state: str) -> str:
    """Where the browser goes first; `back` is the full address it comes back to."""
    query = {
        "appid": settings.WECHAT_APP_ID,
        "redirect_uri": back,
        "response_type": "code",
        "scope": "snsapi_base",
        "state": state,
    }
    return f"{AUTHORISE}?{urlencode(query)}#wechat_redirect"


def identity(code: str) -> str:
    """The fingerprint of whoever the code stands for; `WeChatError` where there is no answer."""
    query = {
        "appid": settings.WECHAT_APP_ID,
        "secret": settings.WECHAT_SECRET,
        "code": code,
        "grant_type": "authorization_code",
    }
    address = f"{settings.WECHAT_URL.rstrip('/')}/sns/oauth2/access_token?{urlencode(query)}"
    if urlsplit(address).scheme not in {"http", "https"}:
        raise WeChatError
    try:
        with _straight.open(Request(address), timeout=TIMEOUT) as answer:  # noqa: S310
            told = json.loads(answer.read(MOST))
    except (URLError, HTTPException, OSError, ValueError) as error:
        raise WeChatError from error
    openid = told.get("openid") if isinstance(told, dict) else None
    if not isinstance(openid, str) or not openid:
        raise WeChatError
    return blind(f"{settings.WECHAT_APP_ID} {openid}", "wechat")
