"""Accounts of everybody who works in the network, kept by the library."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shufang.people.actions.change_account import change_roles, rename_account
from shufang.people.actions.create_account import create_account
from shufang.people.actions.deactivate_account import deactivate_account, reactivate_account
from shufang.people.actions.remove_second_step import remove_second_step
from shufang.people.actions.reset_password import reset_password
from shufang.people.forms.accounts import (
    AccountFilterForm,
    AccountForm,
    NewAccountForm,
    ReasonForm,
)
from shufang.people.models import User
from shufang.people.queries.access import account_to_change
from shufang.people.queries.account import account as signed_in_user
from shufang.people.queries.accounts import accounts
from shufang.people.queries.second_step import has_second_step
from shufang.shared.audience import audience
from shufang.shared.roles import Role
from shufang.shared.web.refusals import errors_told, refusal_shown, refusals_told

PER_PAGE = 50


@audience(Role.LIBRARY)
@require_safe
def account_list(request: HttpRequest) -> HttpResponse:
    """Who has an account, in which roles, at which rooms."""
    filters = AccountFilterForm(request.GET)
    wanted = filters.cleaned_data if filters.is_valid() else {}
    found = accounts(
        text=wanted.get("q", ""), role=wanted.get("role", ""), state=wanted.get("state", "")
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    narrowed = any(wanted.values())
    return render(
        request,
        "people/accounts.html",
        {"page_obj": page, "filters": filters, "narrowed": narrowed},
    )


@audience(Role.LIBRARY)
@sensitive_variables("password")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new account; its one-time password is shown in the answer and kept nowhere."""
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account, password = create_account(
                actor=request.user,
                username=form.cleaned_data["username"],
                name=form.cleaned_data["name"],
                grants=form.grants(),
            )
        except ValidationError as refused:
            refusal_shown(form, refused)
        else:
            return _hand_over(request, account, password, is_new=True)
    return render(request, "people/account_add.html", {"form": form})


@audience(Role.LIBRARY)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Name and roles of one account, and what was done to it so far."""
    actor = signed_in_user(request)
    account = account_to_change(actor, pk)
    form = AccountForm(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        try:
            change_roles(
                actor=actor,
                account=account,
                grants=form.grants(),
                reason=form.cleaned_data["reason"],
            )
            rename_account(actor=actor, account=account, name=form.cleaned_data["name"])
        except ValidationError as refused:
            refusal_shown(form, refused)
        else:
            messages.success(request, _("已保存，从下一次点击起生效。"))
            return redirect("people:account", pk=account.pk)
    return render(
        request,
        "people/account.html",
        {
            "account": account,
            "form": form,
            "is_own": account == actor,
            "has_second_step": has_second_step(account),
        },
    )


@audience(Role.LIBRARY)
@require_POST
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the account, with a reason."""
    return _turn(request, pk, close=True)


@audience(Role.LIBRARY)
@require_POST
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the account again, with a reason."""
    return _turn(request, pk, close=False)


@audience(Role.LIBRARY)
@sensitive_variables("password")
@require_POST
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """A new one-time password, shown in the answer and kept nowhere."""
    actor = signed_in_user(request)
    account = account_to_change(actor, pk)
    try:
        password = reset_password(actor=actor, account=account)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("people:account", pk=pk)
    return _hand_over(request, account, password, is_new=False)


@audience(Role.LIBRARY)
@require_POST
def second_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the second step away from somebody who has lost the phone, with a reason."""
    actor = signed_in_user(request)
    account = account_to_change(actor, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        errors_told(request, form)
        return redirect("people:account", pk=pk)
    with refusals_told(request):
        remove_second_step(actor=actor, account=account, reason=form.cleaned_data["reason"])
        messages.success(request, _("两步验证关了，请本人登录后重新设置。"))
    return redirect("people:account", pk=pk)


def _turn(request: HttpRequest, pk: int, *, close: bool) -> HttpResponse:
    actor = signed_in_user(request)
    account = account_to_change(actor, pk)
    action = deactivate_account if close else reactivate_account
    form = ReasonForm(request.POST)
    if not form.is_valid():
        errors_told(request, form)
        return redirect("people:account", pk=pk)
    with refusals_told(request):
        action(actor=actor, account=account, reason=form.cleaned_data["reason"])
        messages.success(request, _("账号已停用。") if close else _("账号已恢复。"))
    return redirect("people:account", pk=pk)


def _hand_over(request: HttpRequest, account: User, password: str, *, is_new: bool) -> HttpResponse:
    """No redirect here: it would need a place that keeps the password until the next page."""
    return render(
        request,
        "people/one_time_password.html",
        {"account": account, "password": password, "is_new": is_new},
    )
