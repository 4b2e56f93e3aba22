"""What a person types about a report as a whole."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from shufang.reports.actions.write_report import Heading
from shufang.reports.composing.compose import Cover
from shufang.reports.models import Report
from shufang.shared.period import Period

DAY = {"type": "date"}


class HeadingForm(forms.Form):
    """Gives `heading()`."""

    title = forms.CharField(label=_("报告标题"), max_length=120)
    start = forms.DateField(label=_("报告期开始"), widget=forms.DateInput(attrs=DAY))
    end = forms.DateField(label=_("报告期结束"), widget=forms.DateInput(attrs=DAY))
    cutoff = forms.DateField(
        label=_("数据截止日"),
        widget=forms.DateInput(attrs=DAY),
        help_text=_("这一天以后发生的不计入；报告里会写明。"),
    )
    project = forms.CharField(label=_("项目名称"), max_length=120, required=False)
    contract = forms.CharField(label=_("合同编号"), max_length=60, required=False)
    commissioned_by = forms.CharField(label=_("委托方"), max_length=120, required=False)
    carried_out_by = forms.CharField(label=_("承接方"), max_length=120, required=False)
    language = forms.ChoiceField(label=_("报告语言"), choices=[("zh", "中文"), ("en", "English")])
    style = forms.ChoiceField(label=_("版式"), choices=Report.Style.choices)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        start, end, cutoff = (clean.get(name) for name in ("start", "end", "cutoff"))
        if start and end and end < start:
            raise ValidationError({"end": _("结束日期早于开始日期。")})
        if start and cutoff and cutoff < start:
            raise ValidationError({"cutoff": _("数据截止日早于报告期开始。")})
        if start and end and (end - start).days > 366 * 3:
            raise ValidationError({"end": _("报告期最长三年。")})
        return clean

    def heading(self) -> Heading:
        clean = self.cleaned_data
        names = ("title", "project", "contract", "commissioned_by", "carried_out_by")
        return Heading(
            period=Period(clean["start"], clean["end"], clean["cutoff"]),
            cover=Cover(**{name: clean[name] for name in names}),
            language=clean["language"],
            style=clean["style"],
        )


def heading_of(report: Report) -> dict[str, Any]:
    """The form's values for a report there is."""
    return {
        "title": report.title,
        "start": report.start,
        "end": report.end,
        "cutoff": report.cutoff,
        "language": report.language,
        "style": report.style,
        **report.facts,
    }


def heading_for(period: Period, today: date) -> dict[str, Any]:
    """The values a new report starts with."""
    return {
        "title": _("活动运营年度总结报告"),
        "start": period.start,
        "end": period.end,
        "cutoff": min(period.cutoff, today),
        "style": Report.Style.GONGWEN,
        "language": "zh",
    }
