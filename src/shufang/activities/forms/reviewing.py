"""What a person types when looking back at an activity."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shufang.activities.actions.details import stated_count_of
from shufang.activities.actions.reviewing.write import Confirmed, Debrief
from shufang.activities.choices import Audience, Next, Permission
from shufang.activities.forms.details import CategoryChoice
from shufang.activities.models import Activity, Category, Photo, Review
from shufang.people.models import Household

FEN = 100
LINES = {"rows": 3}


def _words(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=3000,
        help_text=help_text,
        widget=forms.Textarea(attrs=LINES),
    )


class ReviewForm(forms.Form):
    """Everything may be saved half done; closing says what is missing."""

    category = CategoryChoice(label=_("分类"), queryset=Category.objects.none(), empty_label=None)
    audience = forms.ChoiceField(
        label=_("适合谁"), choices=[("", _("请选择")), *Audience.choices], required=False
    )
    sign_ins = forms.IntegerField(
        label=_("填报的签到数"), min_value=0, max_value=100_000, required=False
    )
    attendees = forms.IntegerField(
        label=_("填报的参与人次"), min_value=0, max_value=200_000, required=False
    )
    results = _words(_("目标与结果"), _("对照策划时的目标，做到了什么。"))
    highlights = _words(_("亮点"))
    problems = _words(_("问题"))
    causes = _words(pgettext_lazy("of a problem", "原因"))
    improvements = _words(_("改进"), _("下次策划同样的活动时，会先看到这一栏。"))
    assets = _words(_("可复用资产"), _("教案、道具、名单之外能留下来的东西，放在哪里。"))
    copy_to = forms.CharField(label=_("是否复制到其他书房"), max_length=200, required=False)
    decision = forms.ChoiceField(
        label=_("下一次"), choices=Next.choices, required=False, widget=forms.RadioSelect
    )
    cost = forms.DecimalField(
        label=_("实际花费（元）"),
        min_value=Decimal(0),
        max_value=Decimal(10_000_000),
        decimal_places=2,
        required=False,
        help_text=_("没有花钱写 0。"),
        error_messages={"max_decimal_places": _("最多写到分，如 12.50。")},
    )
    no_media = forms.BooleanField(label=_("没有媒体报道"), required=False)
    no_pictures = forms.BooleanField(label=_("没有照片"), required=False)

    def __init__(self, *args: Any, activity: Activity, review: Review, **kwargs: Any):
        kwargs.setdefault("initial", _as_initial(activity, review))
        super().__init__(*args, **kwargs)
        field = self.fields["category"]
        assert isinstance(field, CategoryChoice)
        field.queryset = Category.objects.filter(active=True) | Category.objects.filter(
            pk=activity.category_id
        )

    def confirmed(self) -> Confirmed:
        said = self.cleaned_data
        return Confirmed(said["category"], said["audience"], said["sign_ins"], said["attendees"])

    def debrief(self) -> Debrief:
        said = {
            name: value
            for name, value in self.cleaned_data.items()
            if name in Debrief.__dataclass_fields__
        }
        cost = said.pop("cost")
        return Debrief(**said, cost=None if cost is None else int(cost * FEN))


class PhotoForm(forms.Form):
    picture = forms.FileField(
        label=_("照片"),
        help_text=_("JPG 或 PNG，15 MB 以内。位置等拍摄信息会被去掉。"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    caption = forms.CharField(label=_("图注"), max_length=120, required=False)


class FamiliesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Some of those that are shown; a number too large for a database is none of them."""

    def clean(self, value: Any) -> Any:
        shown = {str(pk) for pk, _name in cast("list[tuple[int, str]]", self.choices)}
        for each in value or ():
            if str(each) not in shown:
                raise ValidationError(
                    self.error_messages["invalid_choice"], "invalid_choice", {"value": each}
                )
        return super().clean(value)


class PermissionForm(forms.Form):
    """Who of `families` is on one picture, and whether they agreed."""

    caption = forms.CharField(label=_("图注"), max_length=120, required=False)
    permission = forms.ChoiceField(label=_("肖像许可"), choices=Permission.choices)
    households = FamiliesField(
        label=_("照片里是哪几家"),
        queryset=Household.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, photo: Photo, families: QuerySet[Household], **kwargs: Any):
        on_it = list(photo.households.all())
        kwargs.setdefault(
            "initial",
            {"caption": photo.caption, "permission": photo.permission, "households": on_it},
        )
        kwargs.setdefault("prefix", f"photo{photo.pk}")
        super().__init__(*args, **kwargs)
        field = self.fields["households"]
        assert isinstance(field, FamiliesField)
        field.queryset = families
        field.choices = [(family.pk, str(family)) for family in families]  # looked up once


def _as_initial(activity: Activity, review: Review) -> dict[str, Any]:
    stated = stated_count_of(activity)
    names = set(Debrief.__dataclass_fields__) - {"cost"}
    return {
        **{name: getattr(review, name) for name in names},
        "cost": None if review.cost is None else Decimal(review.cost) / FEN,
        "category": activity.category_id,
        "audience": activity.audience,
        "sign_ins": stated.sign_ins,
        "attendees": stated.attendees,
    }
