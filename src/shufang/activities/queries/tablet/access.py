"""The only door to a tablet and to what it reported: fetch and check in one."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from shufang.activities.models import Device, TabletEntry
from shufang.activities.policy import may_change_activities_at, may_keep_tablets_at
from shufang.people.models import User
from shufang.people.policy import sites_of
from shufang.places.models import Site
from shufang.shared.roles import Role
from shufang.shared.secrets import fingerprint

KEEPERS = (Role.LIBRARY, Role.OPERATOR, Role.SITE_STAFF)


def sites_with_tablets_of(user: User) -> QuerySet[Site]:
    """The rooms whose tablets this person looks after."""
    rooms = sites_of(user, *KEEPERS)
    found = Site.objects.filter(active=True).order_by("name")
    return found if rooms is None else found.filter(pk__in=rooms)


def device_for(user: User, pk: int) -> Device:
    """The tablet, for those who look after it; of another room's tablet nobody learns anything."""
    found = Device.objects.select_related("site", "made_by").filter(pk=pk).first()
    if found is None or not may_keep_tablets_at(user, found.site):
        raise Http404(_("没有这台平板。"))
    return found


def entry_to_settle(user: User, pk: int) -> TabletEntry:
    """A conflict, for those who run activities in the room; the library reads."""
    found = (
        TabletEntry.objects.select_related("device__site", "activity__site", "check_in", "first")
        .filter(pk=pk)
        .first()
    )
    if found is None or not may_keep_tablets_at(user, found.device.site):
        raise Http404(_("没有这条平板记录。"))
    if not may_change_activities_at(user, found.device.site):
        raise PermissionDenied(_("签到记录由运营方和本书房的工作人员核对，你可以查看。"))
    return found


def device_by_token(token: str) -> Device | None:
    """Whose token this is, revoked ones included: a revoked tablet is told so."""
    if not token or len(token) > 100:
        return None
    return (
        Device.objects.select_related("site")
        .filter(token=fingerprint(token), paired_at__isnull=False)
        .first()
    )
