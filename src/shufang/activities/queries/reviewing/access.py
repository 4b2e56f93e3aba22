"""The only door to one picture of an activity."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from shufang.activities.choices import State
from shufang.activities.models import Activity, Photo
from shufang.activities.policy import may_change_activities_at, may_see_all_pictures
from shufang.activities.queries.public import shown_to_readers
from shufang.activities.queries.reviewing.pictures import usable
from shufang.people.models import User


def photo_for(user: User, pk: int) -> Photo:
    """The picture, for anybody who works in the network; staff of another room see those that
    readers may see."""
    found = Photo.objects.select_related("activity__site").filter(pk=pk).first()
    if found is None or not user.roles or not seen_by(user, found.activity, [found]):
        raise Http404(_("没有这张照片。"))
    return found


def seen_by(user: User, activity: Activity, photos: list[Photo]) -> list[Photo]:
    """Those of the activity's pictures that this member of staff may see."""
    return photos if may_see_all_pictures(user, activity.site) else usable(photos)


def photo_to_change(user: User, pk: int) -> Photo:
    """The picture, for those who run activities at its room."""
    found = Photo.objects.select_related("activity__site").filter(pk=pk).first()
    if found is None or not user.roles:
        raise Http404(_("没有这张照片。"))
    if not may_change_activities_at(user, found.activity.site):
        raise PermissionDenied(_("照片由运营方和本书房的工作人员维护，你可以查看。"))
    return found


def photo_for_readers(pk: int) -> Photo:
    """The picture, where readers see its activity and everybody on it still agrees."""
    shown = Activity.objects.filter(shown_to_readers(), state=State.HELD)
    found = list(
        Photo.objects.filter(pk=pk, activity__in=shown.values("pk")).prefetch_related("households")
    )
    if not usable(found):
        raise Http404(_("没有这张照片。"))
    return found[0]
