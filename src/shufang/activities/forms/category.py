"""What the library types about a category."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shufang.activities.actions.save_category import CategoryDetails
from shufang.activities.choices import NationalType

LONGEST = 60  # of a name
COLOURS = [
    ("theatre", _("赭红")),
    ("family", _("竹绿")),
    ("adult", _("靛蓝")),
    ("senior", _("秋香")),
    ("theme", _("绛紫")),
    ("training", _("石灰")),
]


class CategoryForm(forms.Form):
    """Gives `details()` and `alias_names()`."""

    name = forms.CharField(label=_("分类"), max_length=LONGEST)
    name_en = forms.CharField(label=_("英文名"), max_length=LONGEST, required=False)
    national_type = forms.ChoiceField(label=_("国家统计类型"), choices=NationalType.choices)
    aliases = forms.CharField(
        label=_("别名"),
        required=False,
        help_text=_("台账里的其他叫法，一行一个。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    colour = forms.ChoiceField(label=_("颜色"), choices=COLOURS)
    order = forms.IntegerField(label=_("次序"), min_value=0, max_value=999)
    active = forms.BooleanField(label=_("在用"), required=False)

    def details(self) -> CategoryDetails:
        return CategoryDetails(
            **{name: value for name, value in self.cleaned_data.items() if name != "aliases"}
        )

    def clean_aliases(self) -> list[str]:
        lines = self.cleaned_data["aliases"].replace("、", "\n").splitlines()
        names = [line.strip() for line in lines if line.strip()]
        if too_long := next((name for name in names if len(name) > LONGEST), None):
            raise forms.ValidationError(
                _("“%(name)s”太长，别名最多 %(most)s 个字。"),
                params={"name": too_long, "most": LONGEST},
            )
        return names

    def alias_names(self) -> list[str]:
        names: list[str] = self.cleaned_data["aliases"]
        return names
