"""Pages for what went wrong: each says in plain words what happened and what to do next."""

import logging

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shufang.shared.roles import Role
from shufang.shared.ui.context import LARGE_TEXT_COOKIE

logger = logging.getLogger(__name__)

LAST_RESORT = (
    '<!doctype html><html lang="zh-hans"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>出了点问题</title>'
    "<h1>出了点问题</h1><p>页面没能打开，请过几分钟再试。</p>"
    '<p lang="en">Something went wrong. Please try again in a few minutes.</p></html>'
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 when what was sent is too large."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return too_large(request)
    return _page(
        request,
        status=400,
        icon="help-circle",
        title=_("这个请求看不懂"),
        text=_("浏览器送来的内容不完整或格式不对，系统没有改动任何数据。"),
        next_step=_("请返回上一页重新打开链接；如果是从别处粘贴的网址，请核对是否完整。"),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: why not, which roles the reader has, and who can give others."""
    user = getattr(request, "user", None)
    own = str(exception or "")
    held: frozenset[Role] = getattr(user, "roles", frozenset())
    roles = [str(role.label) for role in Role if role in held]
    if roles:
        joined = _("、").join(roles)
        text = ngettext(
            "你现在的职责是：%(roles)s。", "你现在的职责是：%(roles)s。", len(roles)
        ) % {"roles": joined}
    elif user is None or not user.is_authenticated:
        text = _("你还没有登录。")
    else:
        text = _("你的账号还没有分到职责，所以工作页面都打不开。")
    return _page(
        request,
        status=403,
        icon="lock",
        title=own or _("这一页不在你的职责范围内。"),
        text=text,
        next_step=_("职责由图书馆的账号管理员分配：请告诉他们你的姓名、要看的页面和原因。"),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: it may have moved, or not be this reader's to see; what was missed is said where the
    view knew it, as of an invitation that has been used."""
    unknown = exception is None or isinstance(exception, Resolver404)
    of_staff = getattr(getattr(request, "user", None), "roles", None)
    return _page(
        request,
        status=404,
        icon="map-search",
        title=("" if unknown else str(exception)) or _("没有找到这一页"),
        text=_("它可能改了地址、已经撤下，或者属于你不负责的书房。")
        if of_staff
        else _("它可能改了地址、已经撤下，或者链接没有复制完整。"),
        next_step=_("请核对网址，或从首页重新找。"),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when a form was open too long, or was sent from elsewhere; nothing was saved."""
    return _page(
        request,
        status=403,
        icon="refresh-alert",
        title=_("这张表单过期了"),
        text=_("页面开得太久，或者刚换过账号，为了安全没有保存。"),
        next_step=_("请返回上一页，刷新后再提交一次。浏览器须允许本站使用 Cookie。"),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """413: what was sent is larger than the site takes in."""
    return _page(
        request,
        status=413,
        icon="file-alert",
        title=_("送来的内容太大"),
        text=_("一次能提交的内容有上限，系统没有保存任何部分。"),
        next_step=_("请把文件拆成几份，或删去其中的大图片后再上传。"),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: asks nothing of the database or of the request, so that it works when they don't."""
    try:
        english = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) == "en"
        large = request.COOKIES.get(LARGE_TEXT_COOKIE) == "1"
        words = {"in_english": english, "large_text": large}
        html: str = render_to_string("shared/500.html", words)
    except Exception:
        logger.exception("The error page itself failed.")
        html = LAST_RESORT
    return HttpResponse(html, status=500)


def _page(request: HttpRequest, *, status: int, **words: str) -> HttpResponse:
    user = getattr(request, "user", None)
    links = {
        "desk_url": reverse("insight:dashboard") if getattr(user, "roles", None) else "",
        "home_url": reverse("portal:home"),
    }
    return render(request, "shared/error.html", {"code": status, **words, **links}, status=status)
