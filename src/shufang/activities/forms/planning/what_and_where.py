"""The first part of a plan's form: what happens, when and where."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.activities.choices import AHEAD, Audience, NationalType
from shufang.activities.forms.details import CategoryChoice
from shufang.activities.forms.planning.fields import (
    DATE,
    TIME,
    ActivityChoice,
    ZoneChoice,
    area,
    number,
)
from shufang.activities.models import Activity, Category
from shufang.people.models import User
from shufang.people.policy import sites_of
from shufang.places.models import Site, Zone
from shufang.shared.roles import Role

FIRST_YEAR = 2000


class WhatAndWherePart(forms.Form):
    """`offer` says which rooms, zones and classes there are to choose from."""

    title = forms.CharField(label=gettext_lazy("活动名称"), max_length=200)
    category = CategoryChoice(
        label=gettext_lazy("分类"),
        queryset=Category.objects.none(),
        empty_label=gettext_lazy("请选择"),
    )
    national_type = forms.ChoiceField(
        label=gettext_lazy("国家统计类型"),
        choices=[("", gettext_lazy("按分类默认")), *NationalType.choices],
        required=False,
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("适合谁"), choices=Audience.choices, initial=Audience.FAMILIES
    )
    age_from = number(gettext_lazy("年龄从（岁）"), 120, required=False)
    age_to = number(gettext_lazy("年龄到（岁）"), 120, required=False)
    leader = forms.CharField(label=gettext_lazy("带领人"), max_length=100, required=False)
    description = area(
        gettext_lazy("会发生什么"),
        4,
        help_text=gettext_lazy("读者会看到这一段。两三句话：做什么，孩子能带走什么，要带什么来。"),
    )

    site = forms.ModelChoiceField(
        label=gettext_lazy("书房"),
        queryset=Site.objects.none(),
        empty_label=gettext_lazy("请选择"),
    )
    zone = ZoneChoice(
        label=gettext_lazy("区域"),
        queryset=Zone.objects.none(),
        required=False,
        empty_label=gettext_lazy("整间书房"),
    )
    day = forms.DateField(label=gettext_lazy("日期"), widget=forms.DateInput(attrs=DATE))
    starts = forms.TimeField(label=gettext_lazy("开始时间"), widget=forms.TimeInput(attrs=TIME))
    ends = forms.TimeField(label=gettext_lazy("结束时间"), widget=forms.TimeInput(attrs=TIME))
    setup_minutes = number(gettext_lazy("布置（分钟）"), 480, initial=15)
    teardown_minutes = number(gettext_lazy("收拾（分钟）"), 480, initial=15)
    beside = ActivityChoice(
        label=gettext_lazy("同时进行的活动"),
        queryset=Activity.objects.none(),
        required=False,
        empty_label=gettext_lazy("没有"),
        help_text=gettext_lazy("例如孩子做手工时的家长成长角：家长一次报名两场都有位置。"),
    )

    def offer(self, user: User, activity: Activity | None) -> None:
        """The rooms offered are this person's; of a plan as it stands, also those it has."""
        sites = Site.objects.filter(active=True)
        categories = Category.objects.filter(active=True)
        if activity is not None:
            sites = sites | Site.objects.filter(pk=activity.site_id)
            categories = categories | Category.objects.filter(pk=activity.category_id)
        mine = sites_of(user, Role.OPERATOR, Role.SITE_STAFF)
        beside = Activity.objects.filter(
            state__in=AHEAD, day__gte=timezone.localdate(), beside=None
        ).select_related("site")
        if mine is not None:
            sites, beside = sites.filter(pk__in=mine), beside.filter(site__in=mine)
        if activity is not None:
            beside = beside.exclude(pk=activity.pk)
        self._set("site", sites)
        self._set("category", categories)
        was = self.initial.get("category")
        if activity is None and isinstance(was, Category) and not was.active:
            text = _("原来的分类“%(name)s”已停用，请换一个。")
            self.fields["category"].help_text = text % {"name": was.label}
        self._set("zone", Zone.objects.filter(site__in=sites).select_related("site"))
        self._set("beside", beside.order_by("day", "pk"))

    def _set(self, name: str, queryset: Any) -> None:
        choice = self.fields[name]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = queryset

    def zones_by_site(self) -> dict[str, list[int]]:
        """For the script that shows only the zones of the chosen room."""
        found: dict[str, list[int]] = {}
        zones = self.fields["zone"]
        assert isinstance(zones, forms.ModelChoiceField)
        for zone in zones.queryset or ():
            found.setdefault(str(zone.site_id), []).append(zone.pk)
        return found

    def clean_day(self) -> date:
        """A day that a calendar of these years holds: mistyped years are told at once."""
        day: date = self.cleaned_data["day"]
        if not FIRST_YEAR <= day.year <= timezone.localdate().year + 5:
            raise forms.ValidationError(_("请检查年份。"))
        return day
