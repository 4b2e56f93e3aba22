"""One's own account: name, language, password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from shufang.people.actions.change_account import rename_account
from shufang.people.actions.reset_password import change_own_password
from shufang.people.forms.sign_in import NameForm, PasswordForm, password_rules
from shufang.people.queries.account import account as signed_in_user
from shufang.people.queries.second_step import has_second_step
from shufang.shared.audience import signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """Who I am here, what I may do, and the way to another password."""
    user = signed_in_user(request)
    form = NameForm(request.POST or None, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        try:
            rename_account(actor=user, account=user, name=form.cleaned_data["name"])
        except ValidationError as refused:
            form.add_error("name", refused.messages)
        else:
            messages.success(request, _("已保存。"))
            return redirect("people:own")
    memberships = user.memberships.select_related("site").order_by("role", "site__name")
    context = {
        "form": form,
        "memberships": memberships,
        "has_second_step": has_second_step(user),
    }
    return render(request, "people/own.html", context)


@signed_in
@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """A new password; the only page that opens before a one-time password is changed."""
    user = signed_in_user(request)
    form = PasswordForm(request.POST or None)
    forced = user.must_change_password
    if request.method == "POST" and form.is_valid():
        try:
            change_own_password(
                account=user, old=form.cleaned_data["old"], new=form.cleaned_data["new"]
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            update_session_auth_hash(request, user)  # this session goes on, others end
            messages.success(request, _("密码改好了。其他设备上的登录已经退出。"))
            return redirect("people:sign_in" if forced else "people:own")
    return render(
        request,
        "people/password.html",
        {"form": form, "forced": forced, "rules": password_rules()},
    )
