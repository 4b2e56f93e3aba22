"""What programs may send: JSON that says each thing once, and fields that somebody reads."""

import json
from collections.abc import Callable, Sequence
from typing import Any, get_origin

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import ValidationError
from ninja.operation import Operation
from ninja.parser import Parser

from shufang.shared.api import ProblemError

JSON = "application/json"


class PlainJson(Parser):
    """Refuses what is sent as something else, broken JSON, and an object that names a field twice:
    two programs would read two different things."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        if request.content_type not in (JSON, ""):
            raise ProblemError(
                415, "media_type", _("内容请用 JSON 发送，并写明 Content-Type: application/json。")
            )
        try:
            found: dict[str, Any] = json.loads(request.body, object_pairs_hook=_each_once)
        except (ValueError, RecursionError):
            raise ProblemError(
                400, "json", _("内容不是完整的 JSON，请检查引号、逗号和括号。")
            ) from None
        return found


def _each_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ProblemError(400, "twice", _("同一个对象里有一项写了两次。"))
    return found


def known_fields_only(run: Callable[..., Any]) -> Callable[..., Any]:
    """A field of the address that the operation does not know is told, as one of a body is, and
    so is one that stands there twice but is no list. Who has no token is told that first."""
    operation: Operation = run.__self__  # type: ignore[attr-defined]
    known = {
        str(field.alias or name): get_origin(field.annotation) is list
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name, field in model.model_fields.items()
    }

    def asked(request: HttpRequest, **values: Any) -> Any:
        wrong = [
            {"loc": ("query", name), "type": "twice" if name in known else "extra_forbidden"}
            for name, said in sorted(request.GET.lists())
            if name not in known or (len(said) > 1 and not known[name])
        ]
        if wrong and ("Authorization" in request.headers or not operation.auth_callbacks):
            return operation.api.on_exception(request, ValidationError(wrong))
        return run(request, **values)

    return asked
