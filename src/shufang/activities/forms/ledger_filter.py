"""The filter row over the ledger."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from shufang.activities.choices import State
from shufang.activities.forms.details import CategoryChoice
from shufang.activities.models import Category
from shufang.activities.queries.ledger import GAPS, LedgerFilter
from shufang.places.models import Site


class LedgerFilterForm(forms.Form):
    """Every part may stay empty; a part that makes no sense is shown and left out, not guessed."""

    q = forms.CharField(label=_("找"), required=False, max_length=100)
    first = forms.DateField(
        label=_("从"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label=_("到"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    site = forms.ModelChoiceField(
        label=_("书房"), queryset=Site.objects.all(), required=False, empty_label=_("全部书房")
    )
    category = CategoryChoice(
        label=_("分类"), queryset=Category.objects.all(), required=False, empty_label=_("全部分类")
    )
    state = forms.ChoiceField(
        label=_("状态"), choices=[("", _("全部状态")), *State.choices], required=False
    )
    gap = forms.ChoiceField(
        label=_("缺项"), choices=[("", _("不限")), *GAPS.items()], required=False
    )
    run = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )


def asked_for(query: QueryDict) -> tuple[LedgerFilterForm, LedgerFilter]:
    """The form to show again, and what was asked for."""
    form = LedgerFilterForm(query)
    form.is_valid()
    clean = form.cleaned_data
    site, category = clean.get("site"), clean.get("category")
    return form, LedgerFilter(
        words=clean.get("q", "").strip(),
        first=clean.get("first"),
        last=clean.get("last"),
        site=site.pk if site else None,
        category=category.pk if category else None,
        state=clean.get("state", ""),
        gap=clean.get("gap", ""),
        run=clean.get("run"),
    )
