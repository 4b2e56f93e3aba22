"""What is typed about closures, zones, towns and organisations; and the filter of the list."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from shufang.places.choices import OrganisationKind, SiteKind
from shufang.places.forms.lines import NamesField
from shufang.places.models import Town
from shufang.places.queries.network import SiteFilter

GAPS = [("hours", _("缺开放时间")), ("coordinates", _("缺坐标")), ("town", _("缺街道（镇）"))]


class ClosureForm(forms.Form):
    first_day = forms.DateField(
        label=_("从"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    last_day = forms.DateField(
        label=_("到"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    notice = forms.CharField(
        label=_("公告"), max_length=200, help_text=_("读者会看到，如：春节放假，初四恢复开放。")
    )


class ZoneForm(forms.Form):
    name = forms.CharField(label=_("区域"), max_length=60)
    capacity = forms.IntegerField(label=_("容纳人数"), min_value=1, max_value=9999, required=False)
    facilities = forms.CharField(label=_("设施"), max_length=200, required=False)


class TownForm(forms.Form):
    name = forms.CharField(label=_("街道（镇）"), max_length=60)
    aliases = NamesField(
        label=_("别名"), required=False, help_text=_("台账里的其他叫法，一行一个。")
    )


class OrganisationForm(forms.Form):
    name = forms.CharField(label=_("名称"), max_length=120)
    kind = forms.ChoiceField(label=_("类别"), choices=OrganisationKind.choices)


class SiteFilterForm(forms.Form):
    """Every part may stay empty."""

    q = forms.CharField(label=_("找"), required=False, max_length=80)
    town = forms.ModelChoiceField(
        label=_("街道（镇）"),
        queryset=Town.objects.all(),
        required=False,
        empty_label=_("全部街道（镇）"),
    )
    kind = forms.ChoiceField(
        label=_("类型"), choices=[("", _("全部类型")), *SiteKind.choices], required=False
    )
    gap = forms.ChoiceField(label=_("缺项"), choices=[("", _("不限")), *GAPS], required=False)
    retired = forms.BooleanField(label=_("看已停用的"), required=False)


def asked_for(query: QueryDict) -> tuple[SiteFilterForm, SiteFilter]:
    """The form to show again, and what was asked for."""
    form = SiteFilterForm(query)
    form.is_valid()
    clean = form.cleaned_data
    town = clean.get("town")
    return form, SiteFilter(
        words=clean.get("q", "").strip(),
        town=town.pk if town else None,
        kind=clean.get("kind", ""),
        gap=clean.get("gap", ""),
        retired=clean.get("retired", False),
    )
