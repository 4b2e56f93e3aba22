"""Three questions, and words if one likes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shufang.places.models import Town
from shufang.surveys.actions.answer import Said
from shufang.surveys.choices import Score

SIGNATURES = [  # the first stands there unasked
    ("一位读者", _("一位读者")),
    ("一位妈妈", _("一位妈妈")),
    ("一位爸爸", _("一位爸爸")),
    ("一位祖辈", _("一位祖辈")),
]
AGAIN = [("yes", pgettext_lazy("pulse", "还想来")), ("no", pgettext_lazy("pulse", "不来了"))]


class PulseForm(forms.Form):
    score = forms.TypedChoiceField(
        label=_("总的来说，这场活动怎么样？"),
        choices=Score.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个表情。")},
    )
    leader = forms.TypedChoiceField(
        label=_("带领人呢？"),
        choices=Score.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    again = forms.ChoiceField(
        label=_("下次还想来吗？"), choices=AGAIN, required=False, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("想说的话"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("请不要写姓名和电话。"),
    )
    may_quote = forms.BooleanField(label=_("这段话可以印在书房的报告里，不写姓名"), required=False)
    said_by = forms.ChoiceField(label=_("署名"), choices=SIGNATURES, required=False)
    town = forms.ModelChoiceField(
        label=_("住在哪个街道（镇）"),
        queryset=Town.objects.none(),
        required=False,
        empty_label=_("不说"),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["town"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Town.objects.all()

    def said(self) -> Said:
        told = dict(self.cleaned_data)
        again = told.pop("again")
        return Said(**told, again={"yes": True, "no": False}.get(again))
