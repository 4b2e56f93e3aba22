"""What a person types about a media report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shufang.activities.actions.record_media_report import ReportDetails
from shufang.activities.choices import MediaLevel
from shufang.shared.reasons import OwesReason


class CoverageFilterForm(forms.Form):
    """The filter row over the register."""

    q = forms.CharField(label=_("找"), required=False, max_length=100)
    first = forms.DateField(
        label=_("从"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label=_("到"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def asked(self) -> dict[str, Any]:
        """What `media_reports` takes; a part that makes no sense counts as not asked."""
        self.is_valid()
        clean = self.cleaned_data
        return {
            "words": clean.get("q", "").strip(),
            "first": clean.get("first"),
            "last": clean.get("last"),
        }


class MediaReportForm(forms.Form):
    """Gives `details()`."""

    outlet = forms.CharField(label=_("媒体"), max_length=80)
    title = forms.CharField(label=_("标题"), max_length=200, required=False)
    level = forms.ChoiceField(label=_("级别"), choices=MediaLevel.choices, required=False)
    link = forms.URLField(label=_("链接"), max_length=500, required=False, assume_scheme="https")
    day = forms.DateField(label=_("刊发日期"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean_link(self) -> str:
        """Django takes ftp:// for a URL too."""
        link: str = self.cleaned_data["link"]
        if link and not link.lower().startswith(("http://", "https://")):
            raise forms.ValidationError(_("网址要以 http:// 或 https:// 开头。"))
        return link

    def details(self) -> ReportDetails:
        values = dict(self.cleaned_data)
        values.pop("reason", None)
        return ReportDetails(**values)


class MediaCorrectionForm(OwesReason, MediaReportForm):
    """The same, with the reason."""
