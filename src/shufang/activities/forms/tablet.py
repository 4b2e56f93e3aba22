"""Registering a tablet, pairing it, settling what it reported."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shufang.activities.queries.tablet.access import sites_with_tablets_of
from shufang.people.models import User
from shufang.places.models import Site


class RegisterForm(forms.Form):
    """A new tablet of one of the rooms this person looks after."""

    site = forms.ModelChoiceField(queryset=Site.objects.none(), label=_("书房"))
    name = forms.CharField(
        label=_("名称"), max_length=60, help_text=_("写在平板上的名字，比如“门口平板”。")
    )

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        rooms = sites_with_tablets_of(user)
        field = self.fields["site"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rooms
        if len(rooms[:2]) == 1:
            field.initial = rooms[0]


class NameForm(forms.Form):
    """Another name."""

    name = forms.CharField(label=_("名称"), max_length=60)


class PairForm(forms.Form):
    """The code that staff read out or the tablet's camera read."""

    code = forms.CharField(
        label=_("配对码"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class SettleForm(forms.Form):
    """What a person decides, and why."""

    keep = forms.TypedChoiceField(
        label=_("决定"),
        choices=[("yes", pgettext_lazy("tablet", "计入")), ("no", pgettext_lazy("tablet", "不计"))],
        coerce=lambda value: value == "yes",
    )
    reason = forms.CharField(label=_("原因"), max_length=300)
