"""What a guardian corrects, and what staff ask."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from shufang.people.card_numbers import LONGEST
from shufang.people.choices import Relation
from shufang.people.models import Guardian
from shufang.places.models import Town


class FamilyForm(forms.Form):
    """How the family and I are called; where it lives, as coarsely as a town."""

    name = forms.CharField(label=_("怎么称呼你"), max_length=20)
    relation = forms.ChoiceField(label=_("与孩子的关系"), choices=Relation.choices)
    household_name = forms.CharField(
        label=_("怎么称呼你家"),
        max_length=20,
        required=False,
        help_text=_("例如「林家」，签到名单上这样写。"),
    )
    town = forms.ModelChoiceField(
        label=_("街道（镇）"),
        queryset=Town.objects.all(),
        required=False,
        empty_label=_("不填"),
        help_text=_("有的活动优先给附近的家庭；只到街道（镇），不要地址。"),
    )
    language = forms.ChoiceField(label=_("消息的语言"), choices=settings.LANGUAGES)

    @classmethod
    def of(
        cls, guardian: Guardian, data: Any = None, typed: Mapping[str, Any] | None = None
    ) -> "FamilyForm":
        """With what is kept now, or was `typed` over it."""
        household = guardian.household
        initial = {
            "name": guardian.name,
            "relation": guardian.relation,
            "household_name": household.name,
            "town": household.town_id,
            "language": guardian.language,
        }
        return cls(data, initial={**initial, **(typed or {})})


class EraseForm(forms.Form):
    """Nobody erases a family by a slip of the finger."""

    sure = forms.BooleanField(label=_("我明白删除以后不能恢复"))


class CardForm(forms.Form):
    """The number under the bar code of a reader card."""

    number = forms.CharField(
        label=_("借书证号"),
        max_length=LONGEST,
        help_text=_("在卡上条码下面，字母和数字。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class FamilySearchForm(forms.Form):
    """Four digits, part of a name, or the whole number of a reader card."""

    q = forms.CharField(
        label=_("手机尾号四位、称呼，或借书证号"),
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
    )


class ShowPhoneForm(forms.Form):
    """Why the whole number is needed."""

    reason = forms.CharField(label=_("为什么要看"), max_length=200, min_length=2)
