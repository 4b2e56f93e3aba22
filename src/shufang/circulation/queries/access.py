"""The only door to one count: fetch and check in one."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from shufang.circulation.models import PeriodCount
from shufang.circulation.policy import may_change_counts_at
from shufang.people.models import User


def count_for(user: User, pk: int) -> PeriodCount:
    """The count, for anybody who works in the network."""
    found = PeriodCount.objects.select_related("site", "import_run").filter(pk=pk).first()
    if found is None or not user.roles:
        raise Http404(_("没有这条计数。"))
    return found


def count_to_change(user: User, pk: int) -> PeriodCount:
    """The count, for those who keep it; others read why they may not."""
    count = count_for(user, pk)
    if not may_change_counts_at(user, count.site):
        raise PermissionDenied(_("计数由运营方和本书房的工作人员维护，你可以查看。"))
    return count
