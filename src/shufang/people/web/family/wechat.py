"""Signing in inside WeChat, where the installation has an official account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from shufang.people.actions.family.keep_guardian import link_wechat
from shufang.people.queries.family.guardians import guardian_of_wechat
from shufang.people.web.family import going, pending
from shufang.people.web.family_session import guardian_of
from shufang.people.wechat import WeChatError, authorise_url, identity, is_set_up
from shufang.shared.audience import public
from shufang.shared.secrets import new_token

STATE, TARGET = "family_wechat_state", "family_wechat_next"


@public
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Off to WeChat, with a state that only this browser knows."""
    target = pending.next_page(request)
    if not is_set_up():
        return going.to("family:sign_in", target)
    state = new_token()
    pending.keep(request, STATE, state)
    pending.keep(request, TARGET, target)
    back = request.build_absolute_uri(reverse("family:wechat_back"))
    return HttpResponseRedirect(authorise_url(back, state))


@public
@sensitive_variables()
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Back with a code: a known identity is in, a new one proves a phone first, then is linked."""
    state, target = pending.kept(request, STATE), pending.kept(request, TARGET)
    pending.drop(request, STATE)
    ours = state and constant_time_compare(request.GET.get("state", ""), state)
    if not is_set_up() or not ours:
        return going.to("family:sign_in", target)
    try:
        mark = identity(request.GET.get("code", "")[:200])
    except WeChatError:
        messages.error(request, _("微信没有回应，请用手机号登录。"))
        return going.to("family:sign_in", target)
    here = guardian_of(request)
    if here is not None:
        link_wechat(guardian=here, mark=mark)
        messages.success(request, _("微信绑好了，以后在微信里可以直接登录。"))
        return HttpResponseRedirect(target or going.home())
    known = guardian_of_wechat(mark)
    if known is not None:
        pending.begin(request, known)
        return HttpResponseRedirect(target or going.home())
    pending.keep(request, pending.WECHAT, mark)
    messages.info(request, _("第一次用微信，请验证一次手机号，以后就不用了。"))
    return going.to("family:sign_in", target)
