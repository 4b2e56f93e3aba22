"""Who has come: clean heads."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shufang.activities.actions.signing_in.sign_in import KEY_LENGTH

MOST = 30  # of one kind in one household


class HeadsForm(forms.Form):
    """How many adults and children of one household, and what they are called."""

    adults = forms.IntegerField(label=_("成人"), min_value=0, max_value=MOST, initial=1)
    children = forms.IntegerField(label=_("儿童"), min_value=0, max_value=MOST, initial=1)
    name = forms.CharField(label=_("称呼"), max_length=40, required=False)
    first_time = forms.BooleanField(label=_("第一次来"), required=False)
    reason = forms.CharField(label=_("原因"), max_length=300, required=False)

    def problem(self) -> str:
        """What is wrong with the numbers, in one sentence."""
        if not self.errors:
            return ""
        if any(self.has_error(field, "max_value") for field in ("adults", "children")):
            return gettext("一户的人数太多了，请检查。")
        return gettext("请填写来了几位大人、几个孩子，至少一人。")


class KeyedHeadsForm(HeadsForm):
    """The same from a page of the staff: its key makes a second sending harmless."""

    key = forms.CharField(max_length=KEY_LENGTH - 6)
