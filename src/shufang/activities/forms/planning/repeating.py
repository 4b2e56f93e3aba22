"""The part of a plan's form on repeating: one activity becomes a series."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.activities.choices import Season
from shufang.activities.forms.planning.fields import DATE
from shufang.activities.queries.planning.dates import Repeat
from shufang.activities.queries.planning.terms import terms
from shufang.places.choices import Weekday

EVERY = [
    ("", gettext_lazy("只这一场")),
    ("week", gettext_lazy("每周")),
    ("fortnight", gettext_lazy("每两周")),
    ("month", gettext_lazy("每月（同一个星期几）")),
    ("last", gettext_lazy("每月最后一个星期几")),
]


class RepeatingPart(forms.Form):
    """Gives `repeat()`; the first day stands among the other parts."""

    every = forms.ChoiceField(label=gettext_lazy("重复"), choices=EVERY, required=False)
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("星期"),
        choices=Weekday.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("不选就按第一场的星期。"),
    )
    until = forms.DateField(
        label=gettext_lazy("最后一天"), required=False, widget=forms.DateInput(attrs=DATE)
    )
    keep_days_off = forms.BooleanField(label=gettext_lazy("放假和调休的日子也办"), required=False)

    season = forms.ChoiceField(
        label=gettext_lazy("学期与假期"),
        choices=[("", gettext_lazy("全年都办")), *Season.choices],
        required=False,
    )

    def leave_out(self) -> None:
        """A plan that exists is one date; its series has a page of its own."""
        for name in RepeatingPart.base_fields:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or {}
        if clean.get("every") and not clean.get("until"):
            self.add_error("until", _("请填系列的最后一天。"))
        if clean.get("every") and clean.get("season") and not terms():
            self.add_error("season", _("还没有录入学期，请先在“节假日与调休”里添加。"))
        return clean

    def repeat(self) -> Repeat | None:
        """How it repeats; None for a single one."""
        clean = self.cleaned_data
        if not clean.get("every"):
            return None
        return Repeat(
            every=clean["every"],
            weekdays=tuple(int(n) for n in clean["weekdays"]),
            first=clean["day"],
            last=clean["until"],
            keep_days_off=clean["keep_days_off"],
            season=clean["season"],
        )


class UntilForm(forms.Form):
    """How far a series goes on."""

    until = forms.DateField(label=gettext_lazy("最后一天"), widget=forms.DateInput(attrs=DATE))
