"""Signing in by phone and one-time code, or by password; signing out."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from shufang.people.actions.family.check_code import check_code
from shufang.people.actions.family.keep_guardian import link_wechat, sign_out_everywhere
from shufang.people.actions.family.limits import TooOftenError
from shufang.people.actions.family.request_code import request_code
from shufang.people.actions.family.sign_in import phone_proven, sign_in_by_password
from shufang.people.forms.family.sign_in import CodeForm, PasswordSignInForm, PhoneForm
from shufang.people.models import Guardian
from shufang.people.phones import masked
from shufang.people.queries.family.codes import shown_code
from shufang.people.queries.family.guardians import signed_in
from shufang.people.web.family import going, pending
from shufang.people.web.family.left import leave
from shufang.people.web.family_session import end, guardian_of
from shufang.people.wechat import is_set_up
from shufang.shared.address import address_print
from shufang.shared.audience import family, public
from shufang.shared.language import page_language


@public
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Which phone; a code is sent to it, whether anybody is known under it or not."""
    target = pending.next_page(request)
    if request.method != "POST" and guardian_of(request):
        return HttpResponseRedirect(target or going.home())
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        phone = form.cleaned_data["phone"]
        try:
            _send(request, phone)
        except TooOftenError as refused:
            if pending.kept(request, pending.ASKED) == phone:  # it is on its way already
                messages.warning(request, " ".join(refused.messages))
                return going.to("family:enter_code", target)
            form.add_error(None, refused)
        else:
            pending.keep(request, pending.ASKED, phone)
            return going.to("family:enter_code", target)
    context = {"form": form, "next": target, "wechat": is_set_up(), "place": "family"}
    return render(request, "people/family/sign_in.html", context)


@public
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """The code that was sent; a known guardian is in, others say who they are."""
    target, phone = pending.next_page(request), pending.kept(request, pending.ASKED)
    if not phone:
        return going.to("family:sign_in", target)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check_code(phone=phone, typed=form.cleaned_data["code"])
        except ValidationError as refused:
            form.add_error("code", refused)
        else:
            guardian = phone_proven(phone=phone)
            if guardian is not None:
                return _in(request, guardian, target)
            pending.prove(request, phone)
            return going.to("family:welcome", target)
    context = {
        "form": form,
        "next": target,
        "phone": masked(phone),
        "shown": shown_code(phone) if settings.SHOW_CODES else "",
        "unsent": not settings.SHOW_CODES and not settings.SMS_URL,
        "place": "family",
    }
    return render(request, "people/family/enter_code.html", context)


@public
@sensitive_variables()
@require_POST
def send_again(request: HttpRequest) -> HttpResponse:
    """A new code to the same phone; the earlier one no longer counts."""
    target, phone = pending.next_page(request), pending.kept(request, pending.ASKED)
    if not phone:
        return going.to("family:sign_in", target)
    try:
        _send(request, phone)
    except TooOftenError as refused:
        messages.warning(request, " ".join(refused.messages))
    else:
        messages.success(request, _("新的验证码已经发出，之前的不再有效。"))
    return going.to("family:enter_code", target)


@public
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def password_sign_in(request: HttpRequest) -> HttpResponse:
    """The other way in, for those who set a password."""
    target = pending.next_page(request)
    form = PasswordSignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            guardian = sign_in_by_password(
                phone=form.cleaned_data["phone"],
                password=form.cleaned_data["password"],
                address=address_print(request),
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return _in(request, guardian, target)
    context = {"form": form, "next": target, "place": "family"}
    return render(request, "people/family/password_sign_in.html", context)


@family
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """This device forgets the family."""
    household = signed_in(request).household
    end(request)
    messages.success(request, _("已退出。这台设备上没有留下你家的资料。"))
    response = redirect("portal:home")
    leave(request, response, household)
    return response


@family
@require_POST
def sign_out_of_all(request: HttpRequest) -> HttpResponse:
    """Every device forgets this guardian: a phone was lost."""
    guardian = signed_in(request)
    sign_out_everywhere(guardian=guardian)
    end(request)
    messages.success(request, _("所有设备都已退出。"))
    response = redirect("portal:home")
    leave(request, response, guardian.household)
    return response


def _send(request: HttpRequest, phone: str) -> None:
    request_code(phone=phone, address=address_print(request), language=page_language())


def _in(request: HttpRequest, guardian: Guardian, target: str) -> HttpResponse:
    if mark := pending.kept(request, pending.WECHAT):
        link_wechat(guardian=guardian, mark=mark)
    pending.begin(request, guardian)
    return HttpResponseRedirect(target or going.home())
