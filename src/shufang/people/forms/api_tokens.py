"""What the library says about a program that it lets in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shufang.people.actions.api_tokens import LONGEST_DAYS
from shufang.people.choices import Scope
from shufang.places.models import Site
from shufang.shared.roles import Role


class TokenForm(forms.Form):
    """Gives what `make_token` takes."""

    name = forms.CharField(label=_("给哪个程序"), max_length=60)
    role = forms.ChoiceField(label=_("按哪个角色"), choices=Role.choices)
    site = forms.ModelChoiceField(
        label=_("只限一间书房"),
        queryset=Site.objects.none(),
        required=False,
        empty_label=_("全部书房"),
        help_text=_("选了以后，别的书房的报名和数字都看不到。"),
    )
    scopes = forms.MultipleChoiceField(
        label=_("可以做什么"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    days = forms.IntegerField(
        label=_("有效多少天"), min_value=1, max_value=LONGEST_DAYS, initial=365
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = Site.objects.order_by("name")  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            **said,
            "role": Role(said["role"]),
            "scopes": [Scope(scope) for scope in said["scopes"]],
        }
