"""Input about those who did not come: a family's words, an answer, the rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shufang.activities.models import AttendanceRules
from shufang.activities.queries.no_shows.listed import ALL, APPEALED, LIFTED, STANDING
from shufang.places.models import Site

SHOWN = [
    (APPEALED, _("等待答复的申诉")),
    (STANDING, _("有效的记录")),
    (LIFTED, _("已撤销")),
    (ALL, _("全部")),
]


class StrikeFilterForm(forms.Form):
    show = forms.ChoiceField(label=_("显示"), choices=SHOWN, required=False)
    site = forms.ModelChoiceField(
        label=_("书房"), queryset=Site.objects.none(), required=False, empty_label=_("全部书房")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = Site.objects.order_by("name")  # type: ignore[attr-defined]


class AppealForm(forms.Form):
    text = forms.CharField(
        label=_("为什么没来"),
        max_length=1000,
        help_text=_("写一两句就可以，不用写病情等隐私。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecisionForm(forms.Form):
    lift = forms.TypedChoiceField(
        label=_("怎么处理"),
        choices=[("1", _("撤销这次记录")), ("0", _("维持记录"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("给家长的答复"), max_length=300)


class AttendanceRulesForm(forms.ModelForm[AttendanceRules]):
    """Only the input; `change_rules` saves."""

    class Meta:
        model = AttendanceRules
        fields = ("strikes", "within_days", "pause_days", "strike_days", "appeal_days")
        help_texts = {"strikes": _("填 0 就不记未到，也不暂停。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, most in (("strikes", 20), ("within_days", 730), ("pause_days", 365),
                           ("strike_days", 1095), ("appeal_days", 365)):  # fmt: skip
            self.fields[name].max_value = most  # type: ignore[attr-defined]
            self.fields[name].widget.attrs["max"] = most

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, field in self.fields.items():
            most = getattr(field, "max_value", None)
            if most is not None and (cleaned.get(name) or 0) > most:
                self.add_error(name, _("最多 %(most)s。") % {"most": most})
        return cleaned
