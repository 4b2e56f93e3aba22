"""The only door to who would be told about an activity."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from shufang.activities.models import Activity
from shufang.activities.policy import may_change_activities_at
from shufang.activities.queries.access import activity_for
from shufang.people.models import User
from shufang.people.policy import holds
from shufang.shared.roles import Role


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
