"""The only door to who would be told about an activity, and to the calendar of a room
or a category."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from shufang.activities.models import Activity, Category
from shufang.activities.policy import may_change_activities_at
from shufang.activities.queries.access import activity_for
from shufang.people.models import User
from shufang.people.policy import holds
from shufang.places.models import Site
from shufang.shared.roles import Role


def room_to_show(slug: str) -> Site:
    """The room, for anybody, as light as a calendar needs it; rooms no longer in use too."""
    found = Site.objects.filter(slug=slug).first()
    if found is None:
        raise Http404(_("没有这间书房。"))
    return found


def category_to_show(pk: int) -> Category:
    """The category, for anybody; one no longer in use too, for its calendar lives on."""
    found = Category.objects.filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这个分类。"))
    return found


def activity_to_notify(user: User, pk: int) -> Activity:
    """The activity, for who runs it and for the library: the list names families."""
    activity = activity_for(user, pk)
    if may_notify(user, activity):
        return activity
    raise PermissionDenied(_("通知名单里有读者家庭，只有办这场活动的人和图书馆可以看。"))


def may_notify(user: User, activity: Activity) -> bool:
    """Who runs the activity, and the library."""
    site = activity.site
    return may_change_activities_at(user, site) or holds(user, Role.LIBRARY, site)
