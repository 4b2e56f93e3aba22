"""What is typed off a paper list, and what a volunteer's pass needs."""

from datetime import datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shufang.activities.forms.signing_in import MOST
from shufang.activities.models import Activity
from shufang.activities.queries.signing_in.sheet import read_row_code
from shufang.activities.queries.signing_in.window import window_of


class PaperRowForm(forms.Form):
    """One row: its code, adults, children, Enter."""

    code = forms.CharField(label=_("行码"), max_length=12)
    adults = forms.IntegerField(label=_("成人"), min_value=0, max_value=MOST)
    children = forms.IntegerField(label=_("儿童"), min_value=0, max_value=MOST)
    name = forms.CharField(label=_("称呼"), max_length=40, required=False)
    reason = forms.CharField(label=_("补录的原因"), max_length=300)

    def __init__(self, activity: Activity, *args: object, **kwargs: object) -> None:
        self.activity = activity
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def clean_code(self) -> str:
        code = read_row_code(self.activity, self.cleaned_data["code"])
        if not code:
            raise ValidationError(_("没有这个行码。请核对字母，并确认是这一场的签到表。"))
        return code


class PassForm(forms.Form):
    """For whom, until when today."""

    name = forms.CharField(label=_("给谁"), max_length=40)
    until = forms.TimeField(
        label=_("到几点"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )

    def __init__(self, activity: Activity, *args: object, **kwargs: object) -> None:
        self.activity = activity
        usual = timezone.localtime(window_of(activity).closes).time()
        kwargs.setdefault("initial", {"until": usual})
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def moment(self) -> datetime:
        """The hour on the activity's own day; of one whose hours reach beyond midnight, the next
        day's where it would be over before it began."""
        at: time = self.cleaned_data["until"]
        found = timezone.make_aware(datetime.combine(self.activity.day, at))
        window = window_of(self.activity)
        closes = timezone.localtime(window.closes)
        if found <= window.opens and closes.date() > self.activity.day and at <= closes.time():
            found += timedelta(days=1)
        return found
