"""What every part of the programs' interface shares: problems in both languages (RFC 9457), the
language of an answer, how often somebody may ask."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja.errors import HttpError
from ninja.throttling import SimpleRateThrottle

from shufang.shared.address import address_print

TITLES = {
    400: _("请求不对"),
    401: _("需要令牌"),
    403: _("令牌不允许"),
    404: _("没有找到"),
    405: _("这个地址不接受这种请求"),
    409: _("现在不行"),
    415: _("请求不对"),
    422: _("内容不对"),
    429: _("请求太频繁"),
    500: _("我们这边出错了"),
}


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
        content_type="application/problem+json",
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


def spoken(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view in the language that the program asks for; HEAD is answered like GET."""

    def speak(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = language_of(request)
        asked = request.method
        request.method = "GET" if asked == "HEAD" else asked
        with override(language):
            response = view(request, *args, **kwargs)
            if response.status_code == 405:
                allow = response.get("Allow", "")
                response = problem(405, "method")
                response["Allow"] = allow
        request.method = asked  # whoever sends the answer leaves its body out
        response["Content-Language"] = language
        response["Vary"] = "Accept-Language"
        return response

    return speak
