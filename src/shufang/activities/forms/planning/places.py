"""The part of a plan's form on places: how many, for whom, and how one gets one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shufang.activities.actions.planning.draft import RULE_FIELDS
from shufang.activities.choices import Counted, Places, Queue
from shufang.activities.forms.planning.fields import number
from shufang.activities.models import Rules

OFTEN_EMPTY = ("places", "places_min", "waiting_places", "first_timers_hours", "town_hours")
# Who registers earlier, and the field that says by how many hours.
EARLIER = (("first_timers", "first_timers_hours"), ("town", "town_hours"))


class PlacesPart(forms.Form):
    """Gives `rules()`; what a rule is when nobody says anything stands in the model."""

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
    guests_prove = forms.BooleanField(
        label=gettext_lazy("未登录的先验证手机号"),
        required=False,
        help_text=gettext_lazy("用短信验证码，防止用编的号码占名额；登录的家庭不用。"),
    )
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

    def fill_in_defaults(self) -> None:
        defaults = Rules()
        for name in RULE_FIELDS:
            bound = self.fields.get(name)
            if bound is not None and bound.initial is None:
                bound.initial = getattr(defaults, name)

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or {}
        needs_places = clean.get("way") != Places.OPEN and not clean.get("places")
        if needs_places and "places" not in self.errors:
            self.add_error("places", _("要报名的活动请填名额；不限人数就选“不用报名，直接来”。"))
        for name in OFTEN_EMPTY:
            clean[name] = clean.get(name) or 0
        return clean

    def rules(self) -> dict[str, Any]:
        """As `Draft.rules` has them, but for the questions; only after `is_valid()`."""
        clean = self.cleaned_data
        priority = [{"for": who, "hours": clean[name]} for who, name in EARLIER if clean[name]]
        return {
            **{name: clean[name] for name in RULE_FIELDS if name in clean},
            "opens_days": clean["opens_days"],
            "closes_hours": clean["closes_hours"],
            "priority": priority,
        }


def places_values(rules: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the fields for rules as `Draft.rules` has them."""
    names = {*RULE_FIELDS, "opens_days", "closes_hours"}
    found = {name: value for name, value in rules.items() if name in names}
    fields = dict(EARLIER)
    for rule in found.pop("priority", None) or []:
        if name := fields.get(rule.get("for")):
            found[name] = rule.get("hours", 0)
    return found
