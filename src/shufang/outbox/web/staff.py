"""What was sent how: failures to try again, doubtful ones to decide. Never a text or an address."""

from django.contrib import messages as notices
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from shufang.outbox.actions.settle import retry_failed, settle
from shufang.outbox.channels import carrier_of
from shufang.outbox.channels.shown import Shown, showings
from shufang.outbox.choices import Decision, Status
from shufang.outbox.queries.access import message_to_settle
from shufang.outbox.queries.overview import chosen, lines, tallies
from shufang.shared.audience import audience
from shufang.shared.roles import Role
from shufang.shared.web.refusals import refusals_told

PAGE = 50
CHANNELS = ("sms", "wechat", "email")


@audience(Role.LIBRARY, Role.OPERATOR)
@require_safe
def message_list(request: HttpRequest) -> HttpResponse:
    status = request.GET.get("status", "")
    page = Paginator(chosen(status), PAGE).get_page(request.GET.get("page"))
    found = tallies()
    context = {
        "page": page,
        "lines": lines(list(page.object_list)),
        "tallies": found,
        "status": status if status in Status.values else "",
        "in_doubt": sum(t.count for t in found if t.status == Status.UNKNOWN),
        "failed": sum(t.count for t in found if t.status == Status.FAILED),
        "channels": [(_channel_name(code), _channel_state(code)) for code in CHANNELS],
        "showings": showings(12),
        "decisions": Decision,
    }
    return render(request, "outbox/list.html", context)


@audience(Role.LIBRARY, Role.OPERATOR)
@require_POST
def message_settle(request: HttpRequest, pk: int) -> HttpResponse:
    message = message_to_settle(pk)
    decision = request.POST.get("decision", "")
    if decision not in Decision.values:
        notices.error(request, _("请选一个处理办法。"))
        return redirect("outbox:list")
    with refusals_told(request):
        settle(actor=request.user, message=message, decision=Decision(decision))
        notices.success(request, _("已处理。"))
    return redirect("outbox:list")


@audience(Role.LIBRARY, Role.OPERATOR)
@require_POST
def message_retry(request: HttpRequest) -> HttpResponse:
    count = retry_failed(actor=request.user)
    if count:
        said = ngettext("%(count)s 条消息重新排队。", "%(count)s 条消息重新排队。", count)
        notices.success(request, said % {"count": count})
    else:
        notices.info(request, _("没有可以重发的消息。"))
    return redirect("outbox:list")


def _channel_name(code: str) -> str:
    return {"sms": _("短信"), "wechat": _("微信"), "email": _("电子邮件")}[code]


def _channel_state(code: str) -> str:
    carrier = carrier_of(code)
    if carrier is None:
        return _("没有设置")
    return _("只在本页显示，不发送") if isinstance(carrier, Shown) else _("已设置")
