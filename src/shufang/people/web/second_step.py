"""The second step: taken at signing in, set up and removed on one's own account."""

import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from shufang.people.actions.check_second_step import check_second_step
from shufang.people.actions.remove_second_step import remove_own_second_step
from shufang.people.actions.set_up_second_step import new_secret, set_up_second_step
from shufang.people.forms.second_step import RemovalForm, StepForm
from shufang.people.models import User
from shufang.people.models.second_step import SECRET
from shufang.people.queries.account import account as signed_in_user
from shufang.people.queries.second_step import for_the_app, has_second_step, must_set_up
from shufang.shared.audience import public, signed_in
from shufang.shared.secrets import BrokenSealError, seal, unseal
from shufang.shared.ui.qr import qr_svg

WAITS, NEW = "second_step", "second_step_new"  # names in the session
PATIENCE = 300  # seconds between the password and the code


def wait_for_code(request: HttpRequest, account: User, backend: str, target: str) -> HttpResponse:
    """The password was right: nobody is signed in before the code is, too."""
    request.session.cycle_key()
    request.session[WAITS] = {
        "account": account.pk,
        "password": account.get_session_auth_hash(),
        "backend": backend,
        "until": time.time() + PATIENCE,
        "target": target,
    }
    return redirect("people:sign_in_code")


@public
@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The code after the password; a recovery code does, too."""
    waits = request.session.get(WAITS) or {}
    account = _who_waits(waits)
    if account is None:
        request.session.pop(WAITS, None)
        return redirect("people:sign_in")
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check_second_step(account=account, typed=form.cleaned_data["code"])
        except ValidationError as refused:
            form.add_error("code", refused.messages)
        else:
            request.session.pop(WAITS, None)
            login(request, account, backend=waits["backend"])
            return HttpResponseRedirect(waits["target"])
    context = {"form": form, "site_name": settings.NETWORK_NAME}
    return render(request, "people/sign_in_code.html", context)


@signed_in
@sensitive_post_parameters()
@sensitive_variables("secret", "codes", "form", "context")
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Whether there is one; without one, a QR code for the app and a field for its first code."""
    user = signed_in_user(request)
    if has_second_step(user):
        left = len(user.second_step.recovery_prints)
        context: dict[str, Any] = {"form": RemovalForm(), "left": left}
        return render(request, "people/second_step_on.html", context)
    secret = _secret(request)
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = "".join(form.cleaned_data["code"].split())
        try:
            codes = set_up_second_step(account=user, secret=secret, typed=typed)
        except ValidationError as refused:
            form.add_error("code", refused.messages)
        else:
            request.session.pop(NEW, None)
            return render(request, "people/recovery_codes.html", {"codes": codes})
    context = {
        "form": form,
        "picture": qr_svg(for_the_app(secret, user.username)),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "asked": must_set_up(user),
    }
    return render(request, "people/second_step.html", context)


@signed_in
@sensitive_post_parameters()
@sensitive_variables("form")
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """The password alone opens the account again."""
    form = RemovalForm(request.POST)
    user = signed_in_user(request)
    if form.is_valid():
        try:
            remove_own_second_step(account=user, password=form.cleaned_data["password"])
        except ValidationError as refused:
            form.add_error("password", refused.message_dict["password"])
        else:
            messages.success(request, _("两步验证关了，登录只要密码。"))
            return redirect("people:own")
    left = len(user.second_step.recovery_prints) if has_second_step(user) else 0
    context = {"form": form, "left": left}
    return render(request, "people/second_step_on.html", context, status=422)


def _who_waits(waits: dict[str, Any]) -> User | None:
    """Whose password was right a moment ago, if it is still the same one and the account open."""
    if waits.get("until", 0) < time.time():
        return None
    account = User.objects.filter(pk=waits["account"], is_active=True).first()
    if account is None or account.get_session_auth_hash() != waits["password"]:
        return None
    return account


def _secret(request: HttpRequest) -> str:
    """The secret that this page offers until its first code was typed."""
    try:
        secret = unseal(request.session.get(NEW, ""), SECRET)
    except BrokenSealError:
        secret = ""
    if not secret:
        secret = new_secret()
        request.session[NEW] = seal(secret, SECRET)
    return secret
