"""What staff say about a draw."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shufang.activities.actions.drawing.commit_seed import HEAVIEST


class WeightForm(forms.Form):
    """How many tickets a family gets that comes for the first time."""

    weight = forms.IntegerField(
        label=_("第一次来的家庭有几张签"),
        min_value=1,
        max_value=HEAVIEST,
        help_text=_("其他家庭一张。报名开始后不能再改。"),
    )
