"""The readers' filter of activities."""

import re
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from shufang.activities.models import Category
from shufang.places.models import Site, Town
from shufang.portal.queries.activities import Asked, months


class ActivityFilterForm(forms.Form):
    """Every part may stay empty; what makes no sense is left out."""

    q = forms.CharField(label=_("找"), required=False, max_length=80)
    category = forms.ModelChoiceField(
        Category.objects.filter(active=True), label=_("分类"), required=False
    )
    town = forms.ModelChoiceField(
        Town.objects.all(), label=_("街道（镇）"), required=False, empty_label=_("全部街道（镇）")
    )
    site = forms.ModelChoiceField(
        Site.objects.filter(active=True),
        label=_("书房"),
        required=False,
        empty_label=_("全部书房"),
    )
    month = forms.ChoiceField(label=_("月份"), required=False)

    def __init__(self, query: QueryDict, when: str) -> None:
        super().__init__(query)
        choices = [
            (f"{month:%Y-%m}", date_format(month, "YEAR_MONTH_FORMAT")) for month in months(when)
        ]
        self.fields["month"].choices = [("", _("全部月份")), *choices]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "form-select")


def asked_for(query: QueryDict, when: str) -> tuple[ActivityFilterForm, Asked]:
    """The form to show again, and what was asked for, of what is coming or was held."""
    form = ActivityFilterForm(query, when)
    form.is_valid()
    clean = form.cleaned_data
    category, town, site = clean.get("category"), clean.get("town"), clean.get("site")
    return form, Asked(
        words=clean.get("q", "").strip(),
        category=category.pk if category else None,
        town=town.pk if town else None,
        site=site.pk if site else None,
        month=_month(clean.get("month", "")),
    )


def _month(text: str) -> date | None:
    found = re.fullmatch(r"(\d{4})-(\d{2})", text)
    return date(int(found[1]), int(found[2]), 1) if found else None
