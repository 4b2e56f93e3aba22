"""What somebody says about a plan: approving, returning, or in between."""

from django import forms
from django.utils.translation import gettext_lazy


class CommentForm(forms.Form):
    """May be empty; whether something has to be said is the action's to say."""

    text = forms.CharField(
        label=gettext_lazy("意见"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
