"""The only door to a plan, a template, a series or a day off: fetch and check in one."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from shufang.activities.models import Activity, DayOff, SchoolTerm, Series, Template
from shufang.activities.policy import may_change_activities_at
from shufang.activities.queries.access import activity_for, activity_to_change
from shufang.people.models import User
from shufang.people.policy import holds
from shufang.shared.roles import Role


def plan_for(user: User, pk: int) -> Activity:
    """The activity with its plan, for anybody who works in the network."""
    activity = activity_for(user, pk)
    if getattr(activity, "plan", None) is None:
        raise Http404(_("这一场没有策划方案：它是台账里补记的。"))
    return activity


def plan_to_change(user: User, pk: int) -> Activity:
    """The plan, for those who run activities at its room; others read why they may not."""
    activity_to_change(user, pk)
    return plan_for(user, pk)


def plan_to_approve(user: User, pk: int) -> Activity:
    """The plan, for the library."""
    activity = plan_for(user, pk)
    if not may_approve(user):
        raise PermissionDenied(_("策划由图书馆审批。"))
    return activity


def plan_to_comment(user: User, pk: int) -> Activity:
    """The plan, for both sides of its approval."""
    activity = plan_for(user, pk)
    if not may_comment(user, activity):
        raise PermissionDenied(_("意见由图书馆、运营方和本书房的工作人员写。"))
    return activity


def series_for(user: User, pk: int) -> Series:
    """A series that has dates, for anybody who works in the network."""
    found = Series.objects.select_related("template").filter(pk=pk).first()
    if found is None or not user.roles or not found.dates.exists():
        raise Http404(_("没有这个系列。"))
    return found


def series_to_change(user: User, pk: int) -> Series:
    series = series_for(user, pk)
    if not all(may_change_activities_at(user, each.site) for each in _rooms(series)):
        raise PermissionDenied(_("活动由运营方和本书房的工作人员安排，你可以查看。"))
    return series


def template_to_change(user: User, pk: int) -> Template:
    found = Template.objects.select_related("category").filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这个模板。"))
    if not holds(user, Role.OPERATOR):
        raise PermissionDenied(_("模板由运营方维护，你可以用它来策划。"))
    return found


def day_off_to_change(user: User, pk: int) -> DayOff:
    found = DayOff.objects.filter(pk=pk).first()
    if found is None:
        raise Http404(_("表里没有这一天。"))
    if not may_keep_days_off(user):
        raise PermissionDenied(_("节假日由图书馆和运营方维护。"))
    return found


def term_to_change(user: User, pk: int) -> SchoolTerm:
    found = SchoolTerm.objects.filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这个学期。"))
    if not may_keep_days_off(user):
        raise PermissionDenied(_("学期由图书馆和运营方维护。"))
    return found


def may_approve(user: User) -> bool:
    return holds(user, Role.LIBRARY)


def may_comment(user: User, activity: Activity) -> bool:
    return may_approve(user) or may_change_activities_at(user, activity.site)


def may_keep_days_off(user: User) -> bool:
    return holds(user, Role.LIBRARY) or holds(user, Role.OPERATOR)


def _rooms(series: Series) -> list[Activity]:
    found: dict[int, Activity] = {}
    for each in series.dates.select_related("site"):
        found.setdefault(each.site_id, each)
    return list(found.values())
