"""WeChat template messages of a service account."""

import json
import time
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from shufang.outbox.channels.carrier import LaterError, Parcel, RefusedError, UnsureError
from shufang.outbox.channels.http import judge, post
from shufang.outbox.choices import Problem

BUSY = frozenset({-1, 45009, 45011})  # system busy; called too often
TOKEN_ENDED = frozenset({40001, 40014, 42001})
EARLY = 300  # seconds before its end at which a token is renewed

_tokens: dict[tuple[str, str], tuple[str, float]] = {}


class WeChat:
    """The account's template has the fields `first` and `remark`, as most general ones do."""

    idempotent = False  # WeChat promises nothing about a second request with the same id

    def carry(self, parcel: Parcel) -> None:
        message = {
            "touser": parcel.to,
            "template_id": settings.WECHAT_TEMPLATE_ID,
            "url": parcel.link,
            "client_msg_id": parcel.key,
            "data": {"first": {"value": parcel.title}, "remark": {"value": parcel.body}},
        }
        try:
            self._send(message)
        except _TokenEndedError:
            _tokens.clear()
            try:
                self._send(message)
            except _TokenEndedError as error:
                raise LaterError(Problem.REFUSED, "token") from error

    def _send(self, message: dict[str, Any]) -> None:
        query = urlencode({"access_token": self._token()})
        found = _call(f"/cgi-bin/message/template/send?{query}", message)
        code = found.get("errcode", 0)
        if code in TOKEN_ENDED:
            raise _TokenEndedError
        if code in BUSY:
            raise LaterError(Problem.BUSY, code)
        if code != 0:
            raise RefusedError(Problem.REFUSED, code)

    def _token(self) -> str:
        account = (settings.WECHAT_URL, settings.WECHAT_APP_ID)
        token, until = _tokens.get(account, ("", 0.0))
        if time.monotonic() < until:
            return token
        asked = {
            "grant_type": "client_credential",
            "appid": settings.WECHAT_APP_ID,
            "secret": settings.WECHAT_SECRET,
        }
        try:
            found = _call("/cgi-bin/stable_token", asked)
        except UnsureError as error:  # no message has left us yet
            raise LaterError(Problem.UNREACHABLE) from error
        if "access_token" not in found:
            raise LaterError(Problem.REFUSED, found.get("errcode", ""))
        token = str(found["access_token"])
        _tokens[account] = (token, time.monotonic() + int(found.get("expires_in", 0)) - EARLY)
        return token


class _TokenEndedError(Exception):
    pass


def _call(path: str, body: dict[str, Any]) -> dict[str, Any]:
    raw = json.dumps(body, ensure_ascii=False).encode()
    answer = post(settings.WECHAT_URL.rstrip("/") + path, raw, {"Content-Type": "application/json"})
    judge(answer)
    try:
        found = json.loads(answer.body)
    except ValueError as error:
        raise UnsureError(Problem.NO_ANSWER, "json") from error
    return found if isinstance(found, dict) else {}
