"""The only door to one activity, media report or category: fetch and check in one."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from shufang.activities.models import Activity, Category, MediaReport
from shufang.activities.policy import may_change_activities_at, may_change_categories
from shufang.people.models import User


def activity_for(user: User, pk: int) -> Activity:
    """The activity, for anybody who works in the network."""
    found = (
        Activity.objects.select_related("site__town", "category", "stated", "import_run")
        .filter(pk=pk)
        .first()
    )
    if found is None or not user.roles:
        raise Http404(_("没有这场活动。"))
    return found


def activity_to_change(user: User, pk: int) -> Activity:
    """The activity, for those who may change it; others read why they may not."""
    activity = activity_for(user, pk)
    if not may_change_activities_at(user, activity.site):
        raise PermissionDenied(_("活动记录由运营方和本书房的工作人员维护，你可以查看。"))
    return activity


def media_report_to_change(user: User, pk: int) -> MediaReport:
    """The media report, for those who may change its activity."""
    found = MediaReport.objects.select_related("activity__site").filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这篇报道。"))
    if not may_change_activities_at(user, found.activity.site):
        raise PermissionDenied(_("媒体报道由运营方和本书房的工作人员维护，你可以查看。"))
    return found


def category_to_change(user: User, pk: int) -> Category:
    """The category, for the library."""
    found = Category.objects.filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这个分类。"))
    if not may_change_categories(user):
        raise PermissionDenied(_("分类由图书馆维护。"))
    return found
