"""What somebody says about a plan: approving, returning, or in between."""

from django import forms
from django.utils.translation import gettext_lazy


def _words(*, required: bool) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("意见"),
        max_length=2000,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CommentForm(forms.Form):
    """May be empty; whether something has to be said is the action's to say."""

    text = _words(required=False)


class RemarkForm(forms.Form):
    """A comment that decides nothing: without words there is none."""

    text = _words(required=True)
