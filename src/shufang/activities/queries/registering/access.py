"""The doors to an activity for readers, to a registration by its link, and for staff."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from shufang.activities.models import Activity, Registration, Rules
from shufang.activities.policy import may_change_activities_at
from shufang.activities.queries.access import activity_for
from shufang.activities.queries.public import is_shown, shown_to_readers
from shufang.people.models import User
from shufang.people.policy import holds
from shufang.shared.roles import Role

# What registering reads of an activity; its room only where town families come first.
NEEDED = (
    "pk", "site_id", "category_id", "title", "day", "starts_at", "ends_at", "state", "audience",
    "age_from", "age_to", "published_at", "closed_at", "beside_id",
)  # fmt: skip
RULES = tuple(f"rules__{field.name}" for field in Rules._meta.fields)
# What its page shows beside that.
SHOWN = (
    "description", "site__name", "site__slug", "site__address", "site__latitude",
    "site__longitude", "site__town__name", "zone__name", "draw__drawn_at",
    "category__name", "category__name_en", "category__colour",
)  # fmt: skip


def activity_to_join(pk: int) -> Activity:
    """The activity as readers may know it, with its rules; who leads it is on the staff's page."""
    found = (
        Activity.objects.select_related("site__town", "category", "rules", "zone", "draw")
        .prefetch_related("site__hours")
        .only(*NEEDED, *SHOWN, *RULES)
        .filter(shown_to_readers(), pk=pk)
        .order_by()
        .first()
    )
    if found is None:
        raise _not_found()
    return found


def activity_to_register_for(pk: int) -> Activity:
    """The same, for the form that was sent: one narrow query, for many are sent in one second."""
    try:
        found = Activity.objects.select_related("rules").get(pk=pk)
    except Activity.DoesNotExist:
        raise _not_found() from None
    if not is_shown(found):
        raise _not_found()
    return found


def registration_by_link(token: str) -> Registration:
    """The registration whose link this is; the page is not found for any other."""
    number = token.partition(".")[0]
    if not number.isascii() or not number.isdigit() or len(number) > 18:
        raise Http404(_("没有这份报名，请看链接是否完整。"))
    found = _registrations().filter(pk=int(number)).first()
    if found is None or not constant_time_compare(found.link_token, token):
        raise Http404(_("没有这份报名，请看链接是否完整。"))
    return found


def may_read_registrations(user: User, activity: Activity) -> bool:
    """Families' data: for those who run the activity, and the library that answers for it."""
    return (
        may_change_activities_at(user, activity.site)
        or holds(user, Role.LIBRARY)
        or user.is_superuser
    )


def activity_with_registrations(user: User, pk: int) -> Activity:
    """The activity, for those who may read who comes."""
    activity = activity_for(user, pk)
    if not may_read_registrations(user, activity):
        raise PermissionDenied(_("报名名单由运营方、本书房的工作人员和图书馆查看。"))
    return activity


def activity_to_register_at(user: User, pk: int) -> Activity:
    """The activity, for those who may register families on their behalf."""
    activity = activity_for(user, pk)
    if not may_change_activities_at(user, activity.site):
        raise PermissionDenied(_("报名由运营方和本书房的工作人员管理，你可以查看。"))
    return activity


def registration_to_change(user: User, pk: int) -> Registration:
    """One registration, for those who run its activity."""
    found = _registrations().filter(pk=pk).first()
    if found is None or not user.roles:
        raise Http404(_("没有这份报名。"))
    if not may_change_activities_at(user, found.activity.site):
        raise PermissionDenied(_("报名由运营方和本书房的工作人员管理，你可以查看。"))
    return found


def _registrations() -> QuerySet[Registration]:
    return Registration.objects.select_related(
        "activity__site__town", "activity__category", "activity__rules", "household"
    ).prefetch_related("attendees__child")


def _not_found() -> Http404:
    return Http404(_("没有这场活动。"))
