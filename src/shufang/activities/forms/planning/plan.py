"""The one form of a plan: what, when and where, places, the plan itself, and how it repeats."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.activities.actions.planning.draft import (
    ACTIVITY_FIELDS,
    KEPT_FIELDS,
    PLAN_FIELDS,
    RULE_FIELDS,
    Draft,
    draft_of,
)
from shufang.activities.choices import (
    AHEAD,
    Audience,
    Counted,
    NationalType,
    Places,
    Queue,
)
from shufang.activities.forms.details import CategoryChoice
from shufang.activities.forms.planning.tables import Typed, kept, typed
from shufang.activities.models import Activity, Category, Rules, Template
from shufang.activities.queries.planning.dates import Repeat
from shufang.activities.queries.planning.tables import SHAPES
from shufang.people.models import User
from shufang.people.policy import sites_of
from shufang.places.choices import Weekday
from shufang.places.models import Site, Zone
from shufang.shared.roles import Role

FIRST_YEAR = 2000
_DATE = {"type": "date"}
_TIME = {"type": "time"}
EVERY = [
    ("", gettext_lazy("只这一场")),
    ("week", gettext_lazy("每周")),
    ("fortnight", gettext_lazy("每两周")),
    ("month", gettext_lazy("每月（同一个星期几）")),
]


def number(label: Any, most: int = 10_000, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, **options)


def area(label: Any, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": rows}),
        **options,
    )


class ActivityChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Activities by day, title and room."""

    def label_from_instance(self, activity: Activity) -> str:
        return f"{activity.day:%m-%d} {activity.title} · {activity.site.name}"


class ZoneChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Zones with their rooms: without a script, too, it is clear which is whose."""

    def label_from_instance(self, zone: Zone) -> str:
        return f"{zone.site.name} · {zone.name}"


class PlanForm(forms.Form):
    """Gives `draft()` and, for a series, `repeat()`. The rooms offered are this person's."""

    title = forms.CharField(label=gettext_lazy("活动名称"), max_length=200)
    category = CategoryChoice(label=gettext_lazy("分类"), queryset=Category.objects.none())
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

    site = forms.ModelChoiceField(label=gettext_lazy("书房"), queryset=Site.objects.none())
    zone = ZoneChoice(
        label=gettext_lazy("区域"),
        queryset=Zone.objects.none(),
        required=False,
        empty_label=gettext_lazy("整间书房"),
    )
    day = forms.DateField(label=gettext_lazy("日期"), widget=forms.DateInput(attrs=_DATE))
    starts = forms.TimeField(label=gettext_lazy("开始时间"), widget=forms.TimeInput(attrs=_TIME))
    ends = forms.TimeField(label=gettext_lazy("结束时间"), widget=forms.TimeInput(attrs=_TIME))
    setup_minutes = number(gettext_lazy("布置（分钟）"), 480, initial=15)
    teardown_minutes = number(gettext_lazy("收拾（分钟）"), 480, initial=15)
    beside = ActivityChoice(
        label=gettext_lazy("同时进行的活动"),
        queryset=Activity.objects.none(),
        required=False,
        empty_label=gettext_lazy("没有"),
        help_text=gettext_lazy("例如孩子做手工时的家长成长角：家长一次报名两场都有位置。"),
    )

    way = forms.ChoiceField(
        label=gettext_lazy("名额方式"), choices=Places.choices, initial=Places.FIRST_COME
    )
    counted = forms.ChoiceField(
        label=gettext_lazy("名额单位"), choices=Counted.choices, initial=Counted.PARTY
    )
    places = number(gettext_lazy("名额"), 100_000, required=False, initial=15)
    places_min = number(gettext_lazy("最少开办"), 100_000, required=False)
    waiting_places = number(gettext_lazy("候补上限"), 100_000, required=False, initial=10)
    queue = forms.ChoiceField(label=gettext_lazy("候补方式"), choices=Queue.choices)
    skips = number(gettext_lazy("可被越过次数"), 100)
    offer_hours = number(gettext_lazy("候补确认时限（小时）"), 240)
    opens_days = number(
        gettext_lazy("提前几天开始报名"),
        365,
        required=False,
        help_text=gettext_lazy("留空：发布后就可以报名。"),
    )
    closes_hours = number(
        gettext_lazy("提前几小时截止报名"),
        24 * 60,
        required=False,
        help_text=gettext_lazy("留空：到活动开始为止。"),
    )
    cancel_minutes = number(gettext_lazy("开始前多少分钟可取消"), 20_000)
    children_most = number(gettext_lazy("每组最多儿童"), 100)
    adults_most = number(gettext_lazy("每组最多成人"), 100)
    adults_least = number(gettext_lazy("每组至少成人"), 100)
    household_limit = number(
        gettext_lazy("每户限报"), 100, help_text=gettext_lazy("周期内同类活动。0：不限。")
    )
    child_limit = number(gettext_lazy("每个孩子限报"), 100, help_text=gettext_lazy("0：不限。"))
    limit_days = number(gettext_lazy("限报周期（天）"), 366)
    first_timers_hours = number(
        gettext_lazy("第一次来的家庭提前几小时报名"), 720, required=False, initial=0
    )
    town_hours = number(gettext_lazy("本街道家庭提前几小时报名"), 720, required=False, initial=0)
    walk_ins = forms.BooleanField(label=gettext_lazy("可直接来"), required=False)
    reconfirm_hours = number(
        gettext_lazy("开始前多少小时再确认"), 240, help_text=gettext_lazy("0：不用再确认。")
    )
    release_minutes = number(
        gettext_lazy("开始后多少分钟释放名额"), 600, help_text=gettext_lazy("0：不释放。")
    )
    sign_in_before = number(gettext_lazy("提前多少分钟可签到"), 600)
    sign_in_after = number(gettext_lazy("结束后多少分钟可签到"), 180)
    sign_out = forms.BooleanField(label=gettext_lazy("需要签退"), required=False)

    objectives = area(gettext_lazy("目标"))
    background = area(gettext_lazy("背景"))
    channels = forms.CharField(label=gettext_lazy("传播途径"), max_length=300, required=False)
    expected = forms.CharField(label=gettext_lazy("预期效果"), max_length=300, required=False)
    made_by = forms.CharField(label=gettext_lazy("策划人"), max_length=150, required=False)

    every = forms.ChoiceField(label=gettext_lazy("重复"), choices=EVERY, required=False)
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("星期"),
        choices=Weekday.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("不选就按第一场的星期。"),
    )
    until = forms.DateField(
        label=gettext_lazy("最后一天"), required=False, widget=forms.DateInput(attrs=_DATE)
    )
    keep_days_off = forms.BooleanField(label=gettext_lazy("放假和调休的日子也办"), required=False)

    def __init__(
        self, user: User, *args: Any, activity: Activity | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.activity = activity
        defaults = Rules()
        for name in RULE_FIELDS:
            bound = self.fields.get(name)
            if bound is not None and bound.initial is None:
                bound.initial = getattr(defaults, name)
        self._offer(user)
        if activity is not None:
            for name in ("every", "weekdays", "until", "keep_days_off"):
                del self.fields[name]
        self.tables = {code: self._table(code) for code in SHAPES}

    def _offer(self, user: User) -> None:
        sites = Site.objects.filter(active=True)
        categories = Category.objects.filter(active=True)
        if self.activity is not None:
            sites = sites | Site.objects.filter(pk=self.activity.site_id)
            categories = categories | Category.objects.filter(pk=self.activity.category_id)
        mine = sites_of(user, Role.OPERATOR, Role.SITE_STAFF)
        beside = Activity.objects.filter(
            state__in=AHEAD, day__gte=timezone.localdate(), beside=None
        ).select_related("site")
        if mine is not None:
            sites, beside = sites.filter(pk__in=mine), beside.filter(site__in=mine)
        if self.activity is not None:
            beside = beside.exclude(pk=self.activity.pk)
        self._set("site", sites)
        self._set("category", categories)
        self._set("zone", Zone.objects.filter(site__in=sites).select_related("site"))
        self._set("beside", beside.order_by("day", "pk"))

    def _set(self, name: str, queryset: Any) -> None:
        choice = self.fields[name]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = queryset

    def _table(self, code: str) -> Typed:
        if self.is_bound:
            return typed(code, self.data)
        return kept(code, self.initial.get(code) or [])

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

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or {}
        for code, table in self.tables.items():
            clean[code] = table.clean()
            for error in table.errors:
                self.add_error(None, error)
        needs_places = clean.get("way") != Places.OPEN and not clean.get("places")
        if needs_places and "places" not in self.errors:
            self.add_error("places", _("要报名的活动请填名额；不限人数就选“不用报名，直接来”。"))
        for name in ("places", "places_min", "waiting_places", "first_timers_hours", "town_hours"):
            clean[name] = clean.get(name) or 0
        if clean.get("every") and not clean.get("until"):
            self.add_error("until", _("请填系列的最后一天。"))
        return clean

    def draft(self) -> Draft:
        """The plan as typed; only after `is_valid()`."""
        clean = self.cleaned_data
        rules = {name: clean[name] for name in RULE_FIELDS if name in clean}
        rules |= {
            "opens_days": clean["opens_days"],
            "closes_hours": clean["closes_hours"],
            "priority": _priority(clean),
            "questions": [{"code": f"q{n}", **row} for n, row in enumerate(clean["questions"], 1)],
        }
        return Draft(
            **{name: clean[name] for name in ACTIVITY_FIELDS},
            day=clean["day"],
            starts=clean["starts"],
            ends=clean["ends"],
            plan={name: clean[name] for name in PLAN_FIELDS},
            rules=rules,
        )

    def repeat(self) -> Repeat | None:
        """How it repeats; None for a single one."""
        clean = self.cleaned_data
        if not clean.get("every"):
            return None
        return Repeat(
            every=clean["every"],
            weekdays=tuple(int(n) for n in clean["weekdays"]),
            first=clean["day"],
            last=clean["until"],
            keep_days_off=clean["keep_days_off"],
        )


def initial_of(activity: Activity) -> dict[str, Any]:
    """The form's values of a plan as it stands."""
    draft = draft_of(activity)
    return {
        **{name: getattr(draft, name) for name in ACTIVITY_FIELDS},
        "day": draft.day,
        "starts": draft.starts,
        "ends": draft.ends,
        **draft.plan,
        **_rules(draft.rules),
    }


def initial_for_copy(activity: Activity) -> dict[str, Any]:
    """The same again at the same place and time of day; the day is open."""
    found = initial_of(activity)
    for name in ("day", "beside"):
        found.pop(name)
    found["materials"] = [{**row, "ready": False} for row in found["materials"]]
    return found


def initial_from_template(template: Template) -> dict[str, Any]:
    content: Mapping[str, Any] = template.content
    kept_ = {k: v for k, v in content.get("activity", {}).items() if k in KEPT_FIELDS}
    plan = {k: v for k, v in content.get("plan", {}).items() if k in PLAN_FIELDS}
    plan["materials"] = [{**row, "ready": False} for row in plan.get("materials", [])]
    return {
        "title": template.name,
        **kept_,
        "category": template.category,
        **plan,
        **_rules(content.get("rules", {})),
    }


def _rules(values: Mapping[str, Any]) -> dict[str, Any]:
    found = {k: v for k, v in values.items() if k in (*RULE_FIELDS, "opens_days", "closes_hours")}
    for rule in found.pop("priority", None) or []:
        name = {"first_timers": "first_timers_hours", "town": "town_hours"}.get(rule.get("for"))
        if name:
            found[name] = rule.get("hours", 0)
    return found


def _priority(clean: Mapping[str, Any]) -> list[dict[str, Any]]:
    wanted = (("first_timers", "first_timers_hours"), ("town", "town_hours"))
    return [{"for": who, "hours": clean[name]} for who, name in wanted if clean[name]]
