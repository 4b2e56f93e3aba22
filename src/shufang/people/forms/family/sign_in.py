"""Signing in by phone, and the first time."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shufang.people.choices import Relation
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

    phone = PhoneField(widget=forms.TextInput(attrs={"autofocus": True}))


class CodeForm(forms.Form):
    """The code that came; phones offer it by themselves."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "class": "code-input",
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
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "autofocus": True}),
    )
    relation = forms.ChoiceField(
        label=_("与孩子的关系"), choices=Relation.choices, initial=Relation.PARENT
    )
    agreed = forms.BooleanField(label=_("我同意"), required=False)


def years() -> list[int]:
    """The years in which a child of today was born, latest first."""
    this = timezone.localdate().year
    return list(range(this, this - 19, -1))


class ChildForm(forms.Form):
    """A child: nickname, year and month."""

    nickname = forms.CharField(
        label=_("小名"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    birth_year = forms.TypedChoiceField(label=_("出生年"), coerce=int)
    birth_month = forms.TypedChoiceField(label=_("出生月"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year, month = self.fields["birth_year"], self.fields["birth_month"]
        assert isinstance(year, forms.ChoiceField)
        assert isinstance(month, forms.ChoiceField)
        year.choices = [("", _("选年份")), *((y, str(y)) for y in years())]
        month.choices = [("", _("选月份")), *((m, str(m)) for m in range(1, 13))]


class NewChildForm(ChildForm):
    """A child's row on the first page; an empty one is passed over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)


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
