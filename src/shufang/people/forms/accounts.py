"""The form for an account and its roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shufang.people.actions.grants import Grant
from shufang.people.models import User
from shufang.people.policy import AT_ROOMS
from shufang.places.models import Site
from shufang.shared.roles import Role


def _rooms_by_town() -> list[tuple[str, list[tuple[int, str]]]]:
    towns: dict[str, list[tuple[int, str]]] = {}
    for site in Site.objects.select_related("town").order_by("town__name", "name"):
        town = site.town.name if site.town else gettext("未注明街道")
        towns.setdefault(town, []).append((site.pk, site.name))
    return list(towns.items())


class RolesForm(forms.Form):
    """Which roles, and for staff of rooms which rooms."""

    roles = forms.MultipleChoiceField(
        label=_("角色"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("书房工作人员只在选定的书房里有效，其他角色在整个网络里有效。"),
    )
    sites = forms.MultipleChoiceField(
        label=_("在哪些书房"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只用于书房工作人员。"),
    )

    def __init__(self, *args: Any, account: User | None = None, **kwargs: Any) -> None:
        if account is not None:
            held = account.held
            kwargs["initial"] = {
                "roles": sorted({role for role, _site in held}),
                "sites": sorted(site for _role, site in held if site is not None),
                "name": account.name,
                **kwargs.get("initial", {}),
            }
        super().__init__(*args, **kwargs)
        sites = self.fields["sites"]
        assert isinstance(sites, forms.MultipleChoiceField)
        sites.choices = _rooms_by_town()

    def grants(self) -> list[Grant]:
        """The chosen roles with their rooms; one without its room is left for the action to say."""
        chosen = {Role(value) for value in self.cleaned_data["roles"]}
        rooms = list(Site.objects.filter(pk__in=self.cleaned_data["sites"]))
        found = [Grant(role) for role in Role if role in chosen - AT_ROOMS]
        for role in chosen & AT_ROOMS:
            found += [Grant(role, room) for room in rooms] or [Grant(role)]
        return found


class NewAccountForm(RolesForm):
    """A new account."""

    name = forms.CharField(
        label=_("姓名"), max_length=60, help_text=_("页面和变更记录上显示的名字。")
    )
    username = forms.CharField(
        label=_("用户名"),
        max_length=150,
        help_text=_("登录时用，字母、数字和 @ . + - _，之后不能改。"),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    field_order = ["name", "username", "roles", "sites"]


class AccountForm(RolesForm):
    """Name and roles of an account."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    reason = forms.CharField(
        label=_("为什么改"),
        max_length=500,
        required=False,
        help_text=_("换岗、离职、代班……会留在变更记录里。"),
    )
    field_order = ["name", "roles", "sites", "reason"]


class ReasonForm(forms.Form):
    """Why an account is closed or opened; whether one is owed is the action's to say."""

    reason = forms.CharField(label=_("原因"), max_length=500, required=False)


class AccountFilterForm(forms.Form):
    """What the list of accounts can be narrowed to."""

    q = forms.CharField(label=_("姓名、用户名或书房"), required=False, max_length=60)
    role = forms.ChoiceField(
        label=_("角色"), required=False, choices=[("", _("全部角色")), *Role.choices]
    )
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("在用和停用")), ("active", _("在用")), ("closed", _("停用中"))],
    )
