"""What is typed about holidays, days worked instead, and school terms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shufang.activities.forms.planning.fields import DATE


class DayOffForm(forms.Form):
    """One day of the table."""

    day = forms.DateField(label=_("日期"), widget=forms.DateInput(attrs=DATE))
    name = forms.CharField(label=_("名称"), max_length=60)
    works = forms.BooleanField(label=_("调休上班"), required=False)


class TermForm(forms.Form):
    """One school term."""

    name = forms.CharField(label=_("学期名称"), max_length=60)
    first_day = forms.DateField(label=_("开学"), widget=forms.DateInput(attrs=DATE))
    last_day = forms.DateField(label=_("放假前一天"), widget=forms.DateInput(attrs=DATE))
