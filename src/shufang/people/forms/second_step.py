"""A code of the second step; a password to remove it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class StepForm(forms.Form):
    """Six digits from the app; at signing in, also a recovery code."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )


class RemovalForm(forms.Form):
    password = forms.CharField(
        label=_("现在的密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
