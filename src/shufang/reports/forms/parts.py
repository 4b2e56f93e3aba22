"""What a person types into the parts of a report."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from shufang.reports.chapters.kit import Problem

PROBLEM_LINES = 12
LINES = forms.Textarea(attrs={"rows": 2})


class QuoteForm(forms.Form):
    text = forms.CharField(
        label=_("原话"), max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    said_by = forms.CharField(
        label=_("谁说的"), max_length=60, help_text=_("写身份，不写姓名，如“一位妈妈”。")
    )
    place = forms.CharField(label=_("说话的地点"), max_length=80, required=False)


class PictureForm(forms.Form):
    picture = forms.FileField(
        label=_("照片"),
        help_text=_("JPG 或 PNG，15 MB 以内。位置等拍摄信息会被去掉。"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    caption = forms.CharField(label=_("图注"), max_length=120)
    permission = forms.BooleanField(
        label=_("照片里的人（孩子由监护人）同意用于报告"),
        error_messages={"required": _("没有得到同意的照片不能用；得到同意后请勾选。")},
    )


class ProblemForm(forms.Form):
    problem = forms.CharField(label=_("表现"), max_length=500, required=False, widget=LINES)
    cause = forms.CharField(label=_("原因"), max_length=500, required=False, widget=LINES)
    measure = forms.CharField(label=_("措施"), max_length=500, required=False, widget=LINES)
    who = forms.CharField(label=_("责任"), max_length=100, required=False)
    until = forms.CharField(label=_("时限"), max_length=60, required=False)


def problem_forms(rows: list[dict[str, str]], data: QueryDict | None = None) -> list[ProblemForm]:
    """One form a line, with two empty ones to go on."""
    lines = min(len(rows) + 2, PROBLEM_LINES)
    if data is not None:
        lines = PROBLEM_LINES
    return [
        ProblemForm(data, prefix=f"p{i}", initial=rows[i] if i < len(rows) else None)
        for i in range(lines)
    ]


def problems_from(forms_: list[ProblemForm]) -> list[Problem]:
    """The lines that say something, once all forms are valid."""
    return [Problem(**form.cleaned_data) for form in forms_ if form.cleaned_data.get("problem")]
