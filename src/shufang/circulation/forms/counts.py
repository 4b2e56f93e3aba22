"""What a person types about a count, and which counts they ask for."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shufang.circulation.actions.record_count import CountDetails
from shufang.circulation.choices import Counted, Method, Span
from shufang.people.models import User
from shufang.people.policy import sites_of
from shufang.places.models import Site
from shufang.shared.reasons import OwesReason
from shufang.shared.roles import Role


class CountForm(forms.Form):
    """Gives `details()`."""

    value = forms.IntegerField(
        label=_("数量"),
        min_value=0,
        max_value=100_000_000,
        required=False,
        help_text=_("没有统计就留空，不要填 0。"),
    )
    method = forms.ChoiceField(label=_("计数方式"), choices=Method.choices, required=False)
    estimated = forms.BooleanField(label=_("这个数是估计的"), required=False)

    def details(self) -> CountDetails:
        clean = self.cleaned_data
        return CountDetails(clean["value"], clean["method"], clean["estimated"])


class CountCorrectionForm(OwesReason, CountForm):
    """The same, with the reason."""


class NewCountForm(CountForm):
    """The same, with what is counted, where and when."""

    counted = forms.ChoiceField(label=_("项目"), choices=Counted.choices)
    site = forms.ModelChoiceField(label=_("书房"), queryset=Site.objects.none())
    span = forms.ChoiceField(label=_("跨度"), choices=Span.choices, initial=Span.MONTH)
    day = forms.DateField(
        label=_("日期"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("按月记录时，选这个月的任何一天。"),
    )
    field_order = ("counted", "site", "span", "day", "value", "method", "estimated")

    def __init__(self, user: User, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        mine = sites_of(user, Role.OPERATOR, Role.SITE_STAFF)
        sites = Site.objects.filter(active=True)
        field = self.fields["site"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = sites if mine is None else sites.filter(pk__in=mine)


class GridFilterForm(forms.Form):
    """What to show: one item, from one month to another."""

    counted = forms.ChoiceField(label=_("项目"), choices=Counted.choices, required=False)
    first = forms.DateField(
        label=_("从"),
        required=False,
        input_formats=["%Y-%m", "%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )
    last = forms.DateField(
        label=_("到"),
        required=False,
        input_formats=["%Y-%m", "%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )

    def asked(self) -> tuple[Counted, date | None, date | None]:
        """What was asked for; nonsense counts as not asked."""
        self.is_valid()
        clean = self.cleaned_data
        return Counted(clean.get("counted") or "loans"), clean.get("first"), clean.get("last")
