"""The programs' interface at api/v1/: its parts, its problems, its addresses."""

import inspect
import logging
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled
from ninja.errors import ValidationError as SchemaError
from ninja.openapi.schema import OpenAPISchema
from ninja.openapi.views import openapi_json
from ninja.operation import Operation

from shufang.activities.web.api.routes import router as activities
from shufang.insight.web.api import router as measures
from shufang.shared.api import (
    PROBLEM,
    PerMinute,
    ProblemError,
    in_language,
    language_of,
    problem,
    spoken,
    wrong_fields,
)
from shufang.shared.api_sent import PlainJson, known_fields_only
from shufang.shared.audience import declared, public
from shufang.shared.web import errors

logger = logging.getLogger(__name__)
CONFLICTS = {"full", "waiting_full", "already", "stale"}  # not wrong, only not now
ABOUT = gettext_noop(
    "活动人人可读；报名、签到和数字要有令牌（`Authorization: Bearer …`），令牌由图书馆发给。"
    "每个 POST 都带 `Idempotency-Key`：同一个键、同样的内容再发一次，只做一次，回答一样。"
    "出错时回答 `application/problem+json`，标题有中文和英文，说明用 `Accept-Language` 要的语言。"
)

# What the description says of headers, beside those that ninja finds.
TEXT, SECONDS = {"schema": {"type": "string"}}, {"schema": {"type": "integer", "minimum": 0}}
LANGUAGE = {"in": "header", "name": "Accept-Language", "required": False, **TEXT}
OF_ALL = {"Content-Language": {"required": True, "schema": {"enum": ["zh-hans", "en"]}}}
HEADERS: dict[int, dict[str, dict[str, Any]]] = {
    401: {"WWW-Authenticate": {"required": True, **TEXT}},
    409: {"Retry-After": SECONDS},
    429: {"Retry-After": {"required": True, **SECONDS}},
}


class Programs(NinjaAPI):
    """Described in OpenAPI as it answers: in the language asked for, problems as problem+json,
    operations by plain names."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        found = super().get_openapi_schema(**options)
        found["info"]["description"] = _(self.description)
        for operations in found["paths"].values():
            for operation in operations.values():
                operation["description"] = _(operation["description"])
                operation.setdefault("parameters", []).append(LANGUAGE)
                for status, answer in operation["responses"].items():
                    if int(status) >= 400:
                        answer["content"] = {PROBLEM: answer["content"].pop("application/json")}
                    answer["headers"] = OF_ALL | HEADERS.get(int(status), {})
        return found


api = Programs(
    title="Shufang",
    version="1",
    description=ABOUT,
    urls_namespace="api",
    docs_url=None,
    parser=PlainJson(),
    throttle=[PerMinute(300, of_tokens=False), PerMinute(1200, of_tokens=True)],
)
api.add_decorator(known_fields_only, mode="view")
api.add_router("", activities)
api.add_router("", measures)


@api.exception_handler(SchemaError)
def _wrong_content(request: HttpRequest, error: SchemaError) -> HttpResponse:
    wrong = wrong_fields(error.errors)
    return problem(422, "content", _("请看 errors 里的每一项。"), errors=wrong)


@api.exception_handler(ValidationError)
def _refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    code = str(getattr(error, "code", None) or "refused")
    return problem(409 if code in CONFLICTS else 422, code, " ".join(error.messages))


@api.exception_handler(ProblemError)
def _problem(request: HttpRequest, error: ProblemError) -> HttpResponse:
    response = problem(error.status_code, error.code, error.message)
    for name, value in error.headers.items():
        response[name.replace("_", "-").title()] = value
    return response


@api.exception_handler(AuthenticationError)
def _no_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    response = problem(401, "token", _("请在 Authorization 里带上有效的令牌：Bearer 加令牌。"))
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Throttled)
def _too_often(request: HttpRequest, error: Throttled) -> HttpResponse:
    return problem(429, "too_often", _("请按 Retry-After 等一等再试。"))


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Ninja's own; about a body, the parser has said why."""
    if isinstance(error.__cause__, ProblemError):
        return _problem(request, error.__cause__)
    return problem(error.status_code, "request")


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return problem(413, "too_big", _("一次最多发送 5 MB。"))


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, "not_found", str(error.args[0]) if error.args else "")


@api.exception_handler(PermissionDenied)
def _forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return problem(403, "forbidden", str(error))


@api.exception_handler(Exception)
def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """Said without what went wrong, which may hold somebody's data; the log names the kind."""
    route = request.resolver_match.view_name if request.resolver_match else ""
    logger.error("%s %s failed: %s", request.method, route, type(error).__name__, exc_info=error)
    return problem(500, "broken")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return JsonResponse(
        {"title": api.title, "version": api.version, "openapi": reverse("api:openapi-json")}
    )


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    return openapi_json(request, api=api)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What no part of the interface was asked about: a foreign host, say."""
    if not _of_a_program(request):
        return errors.bad_request(request, exception)
    return _outside(request, 400, "request")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What has no address: below api/ programs are told so as of every other problem."""
    if not _of_a_program(request):
        return errors.not_found(request, exception)
    return _outside(request, 404, "not_found")


def server_error(request: HttpRequest) -> HttpResponse:
    """What broke before or after the interface."""
    return (
        _outside(request, 500, "broken") if _of_a_program(request) else errors.server_error(request)
    )


def _of_a_program(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _outside(request: HttpRequest, status: int, code: str) -> HttpResponse:
    language = language_of(request)
    with override(language):
        detail = _("没有这个地址，请看 openapi.json。") if status == 404 else ""
        return in_language(problem(status, code, detail), language)


def addresses() -> list[URLPattern]:
    """Ninja's, each with the audience that its operations declare; one that declares none, or
    whose operations disagree, opens for nobody."""
    found = [
        path("", public(spoken(home)), name="api-root"),
        path("openapi.json", public(spoken(description)), name="openapi-json"),
    ]
    seen = {"", "openapi.json"}  # ninja lists a path once for each of its methods
    for pattern in api.urls[0]:
        if not isinstance(pattern, URLPattern) or str(pattern.pattern) in seen:
            continue
        seen.add(str(pattern.pattern))
        view: Any = spoken(pattern.callback)
        operations = inspect.getclosurevars(pattern.callback).nonlocals["self"].operations
        said = {declared(operation.view_func) for operation in operations}
        if len(said) == 1 and (who := said.pop()) is not None:
            view.audience = who
        found.append(URLPattern(pattern.pattern, view, pattern.default_args, pattern.name))
    return found


def versions() -> list[URLPattern]:
    """Where a program finds the interface and its description."""
    return [path("", public(spoken(home)), name="versions")]
