"""The sign-in form, and the form for a new password."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """Says the same whether the account does not exist, is closed, or has another password."""

    error_messages = {
        "invalid_login": _("用户名或密码不对。大小写有别，请再试一次。"),
        "inactive": _("用户名或密码不对。大小写有别，请再试一次。"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("用户名")
        self.fields["password"].label = _("密码")


class PasswordForm(forms.Form):
    """A new password, typed twice."""

    old = forms.CharField(
        label=_("现在的密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("新密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再写一遍新密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if "new" in clean and "again" in clean and clean["new"] != clean["again"]:
            self.add_error("again", _("两遍写的不一样。"))
        return clean


def password_rules() -> list[str]:
    """What a password must be, in the reader's language."""
    return password_validation.password_validators_help_texts()


class NameForm(forms.Form):
    """What somebody is called."""

    name = forms.CharField(
        label=_("姓名"),
        max_length=60,
        help_text=_("页面和变更记录上显示的名字。"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
