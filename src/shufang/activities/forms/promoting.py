"""When the network reminds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shufang.activities.models import Reminders


class RemindersForm(forms.Form):
    day_before = forms.BooleanField(label=_("前一天提醒"), required=False)
    day_before_at = forms.TimeField(
        label=_("前一天几点"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    hours_before = forms.IntegerField(
        label=_("当天提前几小时提醒"),
        help_text=_("写 0 就不在当天提醒。"),
        min_value=0,
        max_value=12,
    )

    @classmethod
    def of(cls, row: Reminders, data: Any = None) -> "RemindersForm":
        names = ("day_before", "day_before_at", "hours_before")
        return cls(data, initial={name: getattr(row, name) for name in names})
