"""What a person types about an activity."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shufang.activities.actions.details import Details
from shufang.activities.choices import NationalType
from shufang.activities.models import Activity, Category
from shufang.people.models import User
from shufang.people.policy import sites_of
from shufang.places.models import Site
from shufang.shared.reasons import OwesReason
from shufang.shared.roles import Role


class CategoryChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Categories by their names in the language of the page."""

    def label_from_instance(self, category: Category) -> str:
        return category.label


class ActivityForm(forms.Form):
    """Gives `details()`; the rooms offered are those where this person runs activities."""

    title = forms.CharField(label=_("活动名称"), max_length=200)
    site = forms.ModelChoiceField(
        label=_("书房"), queryset=Site.objects.none(), empty_label=_("请选择")
    )
    category = CategoryChoice(
        label=_("分类"), queryset=Category.objects.none(), empty_label=_("请选择")
    )
    national_type = forms.ChoiceField(
        label=_("国家统计类型"),
        choices=[("", _("按分类默认")), *NationalType.choices],
        required=False,
    )
    day = forms.DateField(label=_("日期"), widget=forms.DateInput(attrs={"type": "date"}))
    starts = forms.TimeField(
        label=_("开始时间"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    ends = forms.TimeField(
        label=_("结束时间"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    leader = forms.CharField(label=_("带领人"), max_length=100, required=False)
    helpers = forms.IntegerField(
        label=_("志愿者（人）"), min_value=0, max_value=9999, required=False
    )
    sign_ins = forms.IntegerField(
        label=_("签到数"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=_("一户到场一次记一。没有统计就留空，不要填 0。"),
    )
    adults = forms.IntegerField(label=_("成人"), min_value=0, max_value=100_000, required=False)
    children = forms.IntegerField(label=_("儿童"), min_value=0, max_value=100_000, required=False)
    attendees = forms.IntegerField(
        label=_("参与人次"),
        min_value=0,
        max_value=200_000,
        required=False,
        help_text=_("到场人数，成人加儿童。只填成人和儿童时自动相加。"),
    )
    estimated = forms.BooleanField(label=_("以上人数是估计的"), required=False)
    note = forms.CharField(
        label=_("备注"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )

    def __init__(self, user: User, *args: Any, activity: Activity | None = None, **kwargs: Any):
        if activity is not None:
            kwargs.setdefault("initial", _as_initial(activity))
        super().__init__(*args, **kwargs)
        mine = sites_of(user, Role.OPERATOR, Role.SITE_STAFF)
        sites = Site.objects.filter(active=True)
        categories = Category.objects.filter(active=True)
        if activity is not None:
            sites = sites | Site.objects.filter(pk=activity.site_id)
            categories = categories | Category.objects.filter(pk=activity.category_id)
        if mine is not None:
            sites = sites.filter(pk__in=mine)
        self._offer("site", sites)
        self._offer("category", categories)

    def _offer(self, name: str, queryset: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queryset

    def details(self) -> Details:
        """The clean values, with the sum filled in where only the parts were typed."""
        values = dict(self.cleaned_data)
        values.pop("reason", None)
        values["national_type"] = values["national_type"] or values["category"].national_type
        adults, children = values["adults"], values["children"]
        if values["attendees"] is None and adults is not None and children is not None:
            values["attendees"] = adults + children
        return Details(**values)


class CorrectionForm(OwesReason, ActivityForm):
    """The same, with the reason."""


def _as_initial(activity: Activity) -> dict[str, Any]:
    return dict(vars(Details.of(activity)))
