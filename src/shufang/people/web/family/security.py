"""One's password, one's number, one's devices."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from shufang.people.actions.family.check_code import check_code
from shufang.people.actions.family.keep_guardian import (
    change_phone,
    set_password,
    unlink_wechat,
)
from shufang.people.actions.family.limits import TooOftenError
from shufang.people.actions.family.request_code import request_code
from shufang.people.forms.family.sign_in import CodeForm, NewPasswordForm, PhoneForm
from shufang.people.forms.sign_in import password_rules
from shufang.people.phones import masked
from shufang.people.queries.family.codes import shown_code
from shufang.people.queries.family.guardians import signed_in
from shufang.people.web.family import pending
from shufang.people.web.family_session import begin
from shufang.people.wechat import is_set_up
from shufang.shared.address import address_print
from shufang.shared.audience import family
from shufang.shared.language import page_language
from shufang.shared.web.refusals import refusal_shown, refusals_told

NEW_PHONE = "family_new_phone"


@family
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def security(request: HttpRequest) -> HttpResponse:
    """Set, change or take away the password; leave all devices."""
    guardian = signed_in(request)
    form = NewPasswordForm(request.POST or None, has_one=bool(guardian.password))
    if request.method == "POST" and form.is_valid():
        try:
            set_password(
                guardian=guardian,
                old=form.cleaned_data.get("old", ""),
                new=form.cleaned_data["new"],
            )
        except ValidationError as refused:
            refusal_shown(form, refused)
        else:
            begin(request, guardian)  # this device stays signed in
            messages.success(request, _("密码设好了。其他设备已经退出。"))
            return redirect("family:security")
    context = {
        "form": form,
        "guardian": guardian,
        "phone": masked(guardian.phone),
        "rules": password_rules(),
        "wechat": is_set_up(),
        "place": "family",
    }
    return render(request, "people/family/security.html", context)


@family
@sensitive_post_parameters()
@sensitive_variables()
@require_POST
def remove_password(request: HttpRequest) -> HttpResponse:
    """From now on only the code opens."""
    guardian = signed_in(request)
    with refusals_told(request):
        set_password(guardian=guardian, old=request.POST.get("old", ""), new="")
        begin(request, guardian)
        messages.success(request, _("密码已经取消，以后用验证码登录。"))
    return redirect("family:security")


@family
@require_POST
def forget_wechat(request: HttpRequest) -> HttpResponse:
    """WeChat no longer signs in here."""
    unlink_wechat(guardian=signed_in(request))
    messages.success(request, _("微信已经解绑。"))
    return redirect("family:security")


@family
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def new_phone(request: HttpRequest) -> HttpResponse:
    """Another number: a code is sent to it."""
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        phone = form.cleaned_data["phone"]
        try:
            request_code(phone=phone, address=address_print(request), language=page_language())
        except TooOftenError as refused:
            form.add_error(None, refused)
        else:
            pending.keep(request, NEW_PHONE, phone)
            return redirect("family:new_phone_code")
    context = {"form": form, "guardian": signed_in(request), "place": "family"}
    return render(request, "people/family/new_phone.html", context)


@family
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def new_phone_code(request: HttpRequest) -> HttpResponse:
    """The code that came to the new number."""
    guardian, phone = signed_in(request), pending.kept(request, NEW_PHONE)
    if not phone:
        return redirect("family:new_phone")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check_code(phone=phone, typed=form.cleaned_data["code"])
            change_phone(guardian=guardian, phone=phone)
        except ValidationError as refused:
            form.add_error("code", refused)
        else:
            begin(request, guardian)
            messages.success(request, _("手机号换好了，以后用新的号码登录。"))
            return redirect("family:security")
    shown = shown_code(phone) if settings.SHOW_CODES else ""
    context = {"form": form, "phone": masked(phone), "shown": shown, "place": "family"}
    return render(request, "people/family/new_phone_code.html", context)
