"""What the log can be narrowed to."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

_SENSIBLE = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2199, 12, 31))]


def _day(label: object) -> forms.DateField:
    return forms.DateField(
        label=label,  # type: ignore[arg-type]
        required=False,
        validators=_SENSIBLE,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class LogFilterForm(forms.Form):
    """By object, person and day."""

    what = forms.CharField(label=_("对象或原因"), required=False, max_length=100)
    who = forms.CharField(label=_("操作人"), required=False, max_length=60)
    first = _day(_("从"))
    last = _day(_("到"))
    subject = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
