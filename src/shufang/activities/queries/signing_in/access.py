"""The only door to what stands at the door: fetch and check in one."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from shufang.activities.models import Activity, CheckIn, Pass, Registration
from shufang.activities.policy import may_change_activities_at
from shufang.activities.queries.access import activity_to_change
from shufang.people.models import User
from shufang.people.policy import sites_of
from shufang.places.models import Site
from shufang.places.queries.access import site_for
from shufang.shared.roles import Role
from shufang.shared.secrets import fingerprint


def check_in_to_change(user: User, pk: int) -> CheckIn:
    """The check-in, for those who run its activity."""
    found = CheckIn.objects.select_related("registration__activity").filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这条签到。"))
    found.activity = activity_to_change(user, found.activity_id)
    return found


def check_in_of_receipt(pk: int) -> CheckIn | None:
    """The check-in that a signed receipt names."""
    return (
        CheckIn.objects.select_related("activity__site", "activity__category").filter(pk=pk).first()
    )


def check_in_to_confirm(user: User, pk: int) -> CheckIn:
    """The check-in, for those whose list it may stand on; the action says who may confirm."""
    found = CheckIn.objects.select_related("activity__site").filter(pk=pk).first()
    rooms = sites_of(user, Role.LIBRARY, Role.OPERATOR, Role.SITE_STAFF)
    if found is None or (rooms is not None and found.activity.site_id not in rooms):
        raise Http404(_("没有这条签到。"))
    return found


def pass_to_change(user: User, pk: int) -> Pass:
    """The volunteer's pass, for those who run its activity."""
    found = Pass.objects.filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这个授权。"))
    found.activity = activity_to_change(user, found.activity_id)
    return found


def pass_of_token(token: str) -> Pass:
    """The pass whose link this is, whatever has become of it."""
    found = (
        Pass.objects.select_related("activity__site", "activity__category")
        .filter(token=fingerprint(token))
        .first()
    )
    if found is None:
        raise Http404(_("这个链接已失效。"))
    return found


def registration_at(activity: Activity, pk: object) -> Registration:
    """A party of this activity and no other."""
    text = str(pk)
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Http404(_("没有这份报名。"))
    try:
        return Registration.objects.get(activity=activity, pk=int(text))
    except Registration.DoesNotExist:
        raise Http404(_("没有这份报名。")) from None


def activity_of_code(pk: int) -> Activity:
    """The activity a code speaks of, for whoever scanned it."""
    found = (
        Activity.objects.select_related("site__town", "category", "zone", "rules")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404(_("没有这场活动。"))
    return found


def room_to_run(user: User, pk: int) -> Site:
    """The room, for those who run activities there."""
    site = site_for(user, pk)
    if not may_change_activities_at(user, site):
        raise PermissionDenied(_("活动由运营方和本书房的工作人员安排，你可以查看。"))
    return site
