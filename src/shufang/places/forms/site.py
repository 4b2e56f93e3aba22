"""What is typed about a room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shufang.places.actions.add_site import SiteDetails
from shufang.places.choices import SiteKind, Weekday
from shufang.places.forms.lines import NamesField
from shufang.places.hours_text import Spans, parse_spans, write_spans
from shufang.places.models import Site, Town
from shufang.places.queries.opening import hours_on_weekday


class SiteForm(forms.Form):
    """Gives `details()` and `aliases`."""

    name = forms.CharField(label=_("书房名称"), max_length=80)
    aliases = NamesField(
        label=_("别名"), required=False, help_text=_("台账里的其他叫法，一行一个。")
    )
    kind = forms.ChoiceField(label=_("类型"), choices=SiteKind.choices)
    setting = forms.CharField(
        label=_("所在"), max_length=40, required=False, help_text=_("如：社区、校园、园区。")
    )
    town = forms.ModelChoiceField(
        label=_("街道（镇）"), queryset=Town.objects.all(), required=False, empty_label=_("未定")
    )
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    longitude = forms.FloatField(
        label=_("经度"), min_value=-180, max_value=180, required=False, help_text=_("如：120.75183")
    )
    latitude = forms.FloatField(
        label=_("纬度"), min_value=-90, max_value=90, required=False, help_text=_("如：30.76721")
    )
    active = forms.BooleanField(label=_("在用"), required=False, initial=True)

    def details(self) -> SiteDetails:
        fields = {name: value for name, value in self.cleaned_data.items() if name != "aliases"}
        return SiteDetails(**fields)

    @staticmethod
    def initial_of(site: Site) -> dict[str, Any]:
        names = ("name", "kind", "setting", "town", "address", "longitude", "latitude", "active")
        initial: dict[str, Any] = {name: getattr(site, name) for name in names}
        initial["aliases"] = [alias.name for alias in site.aliases.all()]
        return initial


class HoursForm(forms.Form):
    """One box a weekday, or Monday's for all of them; gives `hours()`."""

    same = forms.BooleanField(label=_("每天都和周一一样"), required=False)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        rows = list(site.hours.all())
        initial = {
            f"day{weekday}": write_spans(hours_on_weekday(rows, weekday)) for weekday in Weekday
        }
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        for weekday in Weekday:
            self.fields[f"day{weekday}"] = forms.CharField(
                label=weekday.label, required=False, max_length=100, help_text=""
            )
        self.order_fields([*(f"day{weekday}" for weekday in Weekday), "same"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._spans: dict[int, Spans] = {}
        for weekday in Weekday:
            source = 0 if cleaned.get("same") else int(weekday)
            name = f"day{source}"
            try:
                self._spans[int(weekday)] = parse_spans(cleaned.get(name, ""))
            except forms.ValidationError as refusal:
                if name not in self.errors:
                    self.add_error(name, refusal)
        return cleaned

    def hours(self) -> dict[int, Spans]:
        """Weekday -> spans."""
        return self._spans
