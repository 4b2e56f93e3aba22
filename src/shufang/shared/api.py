"""What every part of the programs' interface shares: problems in both languages (RFC 9457), the
language of an answer, how often somebody may ask."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja.errors import HttpError
from ninja.throttling import SimpleRateThrottle

from shufang.shared.address import address_print

PROBLEM = "application/problem+json"
TITLES = {
    400: _("请求不对"),
    401: _("需要令牌"),
    403: _("令牌不允许"),
    404: _("没有找到"),
    405: _("这个地址不接受这种请求"),
    409: _("现在不行"),
    413: _("内容太大"),
    415: _("内容的格式不对"),
    422: _("内容不对"),
    429: _("请求太频繁"),
    500: _("我们这边出错了"),
}


# What a schema finds wrong, by pydantic's names of it; its own words are English only.
WRONG_FIELDS = {
    "missing": _("这一项不能少。"),
    "extra_forbidden": _("没有这一项，请核对拼写。"),
    "string_type": _("请填文字。"),
    "string_too_short": _("太短，至少 {min_length} 个字符。"),
    "string_too_long": _("太长，最多 {max_length} 个字符。"),
    "string_pattern_mismatch": _("要符合格式 {pattern}。"),
    "int_type": _("请填整数。"),
    "int_parsing": _("请填整数。"),
    "int_parsing_size": _("请填整数。"),
    "int_from_float": _("请填整数。"),
    "finite_number": _("请填整数。"),
    "bool_type": _("请填 true 或 false。"),
    "bool_parsing": _("请填 true 或 false。"),
    "greater_than_equal": _("不能小于 {ge}。"),
    "less_than_equal": _("不能大于 {le}。"),
    "list_type": _("请给一个列表。"),
    "too_long": _("最多 {max_length} 项。"),
    "dict_type": _("请给一个对象。"),
    "model_type": _("请给一个对象。"),
    "model_attributes_type": _("请给一个对象。"),
    "literal_error": _("只能是：{expected}"),
    "date_type": _("请填日期，如 2026-05-09。"),
    "date_parsing": _("请填日期，如 2026-05-09。"),
    "date_from_datetime_parsing": _("请填日期，如 2026-05-09。"),
    "date_from_datetime_inexact": _("请填日期，如 2026-05-09。"),
    "blank": _("请写能看见的文字。"),
    "twice": _("这一项只能写一次。"),
    "plain_text": _("不能有控制字符。"),
    "string_unicode": _("不能有控制字符。"),
    "sensible_day": _("请填 1900 年到 2199 年的日期。"),
}


def wrong_fields(errors: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Which field and why, in the request's language. What was sent is not said back: it may be
    somebody's number."""
    return [
        {
            "field": _field(one["loc"]),
            "code": _code(one),
            "message": str(WRONG_FIELDS.get(_code(one), _("这一项不对。"))).format_map(
                {name: str(value).replace(" or ", ", ") for name, value in _context(one)}
            ),
        }
        for one in errors
    ]


def _code(one: Mapping[str, Any]) -> str:
    """Pydantic calls a text whose length is looked at last as it calls a list."""
    code, kind = str(one["type"]), dict(_context(one)).get("field_type")
    return f"string_{code}" if code in ("too_long", "too_short") and kind == "Value" else code


def _context(one: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    return (one.get("ctx") or {}).items()


def _field(where: Iterable[object]) -> str:
    """As the program named it: "children.0.birth_year", "from", "Idempotency-Key"."""
    parts = [str(part) for part in where][1:]  # without "query", "header", "path"
    return ".".join(parts[1:] or parts if parts[:1] == ["body"] else parts)


class ProblemError(HttpError):
    """Ends a request with a problem; the code is for programs, the words are for people."""

    def __init__(self, status: int, code: str, message: str, **headers: str) -> None:
        super().__init__(status, message)
        self.code, self.headers = code, headers


def problem(status: int, code: str, detail: str = "", **more: Any) -> JsonResponse:
    """application/problem+json: the title in both languages, the rest in the request's."""
    title = TITLES.get(status, TITLES[400])
    with override("zh-hans"):
        chinese = str(title)
    with override("en"):
        english = str(title)
    body = {
        "type": "about:blank",
        "status": status,
        "code": code,
        "title": str(title),
        "title_zh": chinese,
        "title_en": english,
        "detail": detail or str(title),
        **more,
    }
    return JsonResponse(
        body,
        status=status,
        content_type=PROBLEM,
        json_dumps_params={"ensure_ascii": False},
    )


def language_of(request: HttpRequest) -> str:
    """English where Accept-Language prefers it, else Chinese; cookies are a browser's."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code.startswith(("en", "zh")):
            return "en" if code.startswith("en") else "zh-hans"
    return "zh-hans"


class PerMinute(SimpleRateThrottle):
    """So many requests a minute: of a token, or of an address without one."""

    def __init__(self, most: int, *, of_tokens: bool) -> None:
        super().__init__(f"{most}/m")
        self.of_tokens = of_tokens

    def get_cache_key(self, request: HttpRequest) -> str | None:
        token = getattr(getattr(request, "auth", None), "pk", None)
        if (token is not None) != self.of_tokens:
            return None
        return f"api-{token or address_print(request)}"


def in_language(response: HttpResponse, language: str) -> HttpResponse:
    """Said to be in it, so that nobody keeps it for readers of the other."""
    response["Content-Language"] = language
    response["Vary"] = "Accept-Language"
    return response


def spoken(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view in the language that the program asks for; HEAD is answered like GET."""

    def speak(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = language_of(request)
        asked = request.method
        request.method = "GET" if asked == "HEAD" else asked
        with override(language):
            response = view(request, *args, **kwargs)
            if response.status_code == 405:
                allow = response.get("Allow", "").replace("GET", "GET, HEAD")
                response = problem(405, "method")
                response["Allow"] = allow
        request.method = asked  # whoever sends the answer leaves its body out
        return in_language(response, language)

    # A token stands in a header that no browser adds by itself; who has none only reads.
    speak.csrf_exempt = True  # type: ignore[attr-defined]
    return speak
