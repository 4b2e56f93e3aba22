"""The filter row over the calendar."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shufang.activities.choices import State
from shufang.activities.forms.details import CategoryChoice
from shufang.activities.models import Category
from shufang.activities.queries.planning.calendar import CalendarFilter
from shufang.places.models import Site, Town


class CalendarForm(forms.Form):
    """Gives `asked()`; a part that makes no sense counts as not asked."""

    site = forms.ModelChoiceField(
        label=_("书房"),
        queryset=Site.objects.filter(active=True),
        required=False,
        empty_label=_("全部书房"),
    )
    town = forms.ModelChoiceField(
        label=_("街道（镇）"),
        queryset=Town.objects.all(),
        required=False,
        empty_label=_("全部街道"),
    )
    category = CategoryChoice(
        label=_("分类"),
        queryset=Category.objects.all(),
        required=False,
        empty_label=_("全部分类"),
    )
    state = forms.ChoiceField(
        label=_("状态"), choices=[("", _("全部状态")), *State.choices], required=False
    )

    def asked(self) -> CalendarFilter:
        self.is_valid()
        clean = self.cleaned_data
        keys = {name: getattr(clean.get(name), "pk", None) for name in ("site", "town", "category")}
        return CalendarFilter(**keys, state=clean.get("state") or "")
