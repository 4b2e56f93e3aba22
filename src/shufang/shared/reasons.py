"""Why something is changed: asked for on a page, owed to the log."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST = 500


def refuse_without(reason: str) -> str:
    """The reason without its margins; refused when nothing is left."""
    if not reason.strip():
        raise ValidationError({"reason": _("请写明原因，它会留在记录里。")})
    return reason.strip()


class ReasonForm(forms.Form):
    """One sentence why."""

    reason = forms.CharField(
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("请写明原因，它会留在记录里。")},
    )


class OwesReason(forms.Form):
    """Before the form of what is corrected, among its bases: a correction owes a reason."""

    reason = forms.CharField(
        label=gettext_lazy("更正原因"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("请写明为什么改，以后才查得清。")},
    )
