"""Signing in by phone, and the first time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shufang.people.births import LONGEST as LONGEST_MONTH
from shufang.people.births import month_words, read_month
from shufang.people.choices import Relation
from shufang.people.one_time_codes import DIGITS
from shufang.people.phones import LONGEST, clean_phone


class PhoneField(forms.CharField):
    """A mobile number; clean values are in the one form that is kept."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("手机号"))
        kwargs.setdefault("max_length", LONGEST)
        super().__init__(**kwargs)
        self.widget.attrs.update({"inputmode": "tel", "autocomplete": "tel"})
        self.widget.input_type = "tel"

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return clean_phone(text) if text else ""


class PhoneForm(forms.Form):
    """Where the code goes; one field, so one may type at once."""

    phone = PhoneField(widget=forms.TextInput(attrs={"autofocus": True, "enterkeyhint": "go"}))


class CodeInput(forms.TextInput):
    """Wrong digits are not given back, or the next six would be typed in front of them."""

    def format_value(self, value: Any) -> None:
        return None


class CodeForm(forms.Form):
    """The code that came; phones offer it by themselves."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=40,
        widget=CodeInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "class": "code-input",
                "data-digits": DIGITS,
                "enterkeyhint": "go",
                "autofocus": True,
            }
        ),
    )


class PasswordSignInForm(forms.Form):
    """The other way in, for those who have set a password."""

    phone = PhoneField()
    password = forms.CharField(
        label=_("密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class WelcomeForm(forms.Form):
    """The first time: what to call you, and your consent."""

    name = forms.CharField(
        label=_("怎么称呼你"),
        max_length=20,
        help_text=_("例如「张女士」「小米妈妈」，签到时工作人员这样叫你。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "nickname", "autofocus": True, "enterkeyhint": "next"}
        ),
    )
    relation = forms.ChoiceField(
        label=_("与孩子的关系"), choices=Relation.choices, initial=Relation.PARENT
    )
    agreed = forms.BooleanField(required=False)  # the button that is pressed


class BornField(forms.CharField):
    """A child's month of birth in one field; clean values are (year, month)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("出生年月"))
        kwargs.setdefault("help_text", _("例如 2019-06，或 201906"))
        super().__init__(**kwargs)
        self.widget.attrs.update(
            {"inputmode": "numeric", "autocomplete": "off", "maxlength": LONGEST_MONTH,
             "data-born": True}
        )  # fmt: skip

    def prepare_value(self, value: Any) -> Any:
        return month_words(*value) if isinstance(value, tuple) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return read_month(text) if text else None


class ChildForm(forms.Form):
    """A child: nickname, year and month."""

    nickname = forms.CharField(
        label=_("小名"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "next"}),
    )
    born = BornField()


class NewChildForm(ChildForm):
    """A child's row on the first page; an empty one is passed over."""

    def __init__(self, data: Any, *, prefix: str) -> None:
        super().__init__(data, prefix=prefix, empty_permitted=True, use_required_attribute=False)


class NewPasswordForm(forms.Form):
    """Set, change or take away the password."""

    old = forms.CharField(
        label=_("现在的密码"),
        strip=False,
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("新密码"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, has_one: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_one:
            del self.fields["old"]
