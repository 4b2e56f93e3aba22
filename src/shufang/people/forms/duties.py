"""The form for a post of the organisation chart."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shufang.people.actions.record_duty import Post
from shufang.people.choices import Level
from shufang.people.models import Duty
from shufang.places.models import Organisation


class DutyForm(forms.Form):
    """One post: where it stands, what it answers for, who fills it."""

    level = forms.ChoiceField(label=_("层级"), choices=Level.choices)
    post = forms.CharField(label=_("岗位"), max_length=60)
    organisation = forms.ModelChoiceField(
        label=_("单位"),
        queryset=Organisation.objects.all(),
        required=False,
        empty_label=_("未注明"),
    )
    people = forms.CharField(
        label=_("人员"),
        max_length=200,
        required=False,
        help_text=_("姓名之间用顿号隔开；报告的表二照此印出。"),
    )
    duties = forms.CharField(
        label=_("职责"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("一行一条。"),
    )

    def post_described(self) -> Post:
        """The clean values as the action takes them."""
        clean = self.cleaned_data
        return Post(
            level=Level(clean["level"]),
            post=clean["post"],
            duties=clean["duties"],
            people=clean["people"],
            organisation=clean["organisation"],
        )


def initial(duty: Duty) -> dict[str, object]:
    """The form's values for a post that exists."""
    fields = ("level", "post", "duties", "people", "organisation")
    return {field: getattr(duty, field) for field in fields}
