"""Programs with tokens, and how they ask."""

import json
from collections.abc import Collection
from itertools import count
from typing import TYPE_CHECKING, Any

from django.test import Client

from shufang.people.actions.api_tokens import make_token
from shufang.people.choices import Scope
from shufang.people.models import ApiToken
from shufang.people.queries.api_tokens import MAY
from shufang.places.models import Site
from shufang.shared.roles import Role

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

_keys = count(1)


class Program:
    """A program that asks with its token; without a token, a stranger."""

    def __init__(self, secret: str = "", *, language: str = "zh-CN") -> None:
        self.secret, self.language = secret, language

    def get(self, path: str, **query: Any) -> "Answer":
        return self.ask("GET", path, query=query)

    def post(self, path: str, body: Any = None, *, key: str | None = "") -> "Answer":
        """With a new key each time, unless told one; None sends none."""
        return self.ask("POST", path, body=body or {}, key=key)

    def ask(
        self,
        method: str,
        path: str,
        *,
        query: dict[str, Any] | None = None,
        body: Any = None,
        key: str | None = None,
    ) -> "Answer":
        headers = {"Accept-Language": self.language}
        if self.secret:
            headers["Authorization"] = f"Bearer {self.secret}"
        if key is not None:
            headers["Idempotency-Key"] = key or f"request-{next(_keys)}"
        return Client(raise_request_exception=False).generic(
            method,
            f"/api/v1/{path}",
            json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers=headers,
            query_params=query,
        )


def program(
    role: Role = Role.OPERATOR,
    scopes: Collection[Scope] | None = None,
    *,
    site: Site | None = None,
    language: str = "zh-CN",
) -> Program:
    """One with all that its role may do, unless told less."""
    _token, secret = make_token(
        actor="王馆长",
        name=f"程序 {role.value}",
        role=role,
        scopes=MAY[role] if scopes is None else scopes,
        site=site,
    )
    return Program(secret, language=language)


def token_of(asker: Program) -> ApiToken:
    from shufang.shared.secrets import fingerprint

    return ApiToken.objects.get(fingerprint=fingerprint(asker.secret))
