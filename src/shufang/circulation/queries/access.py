"""The only door to one count: fetch and check in one."""

from django.http import Http404
from django.utils.translation import gettext as _

from shufang.circulation.models import PeriodCount
from shufang.people.models import User


def count_for(user: User, pk: int) -> PeriodCount:
    """The count, for anybody who works in the network."""
    found = PeriodCount.objects.select_related("site", "import_run").filter(pk=pk).first()
    if found is None or not user.roles:
        raise Http404(_("没有这条计数。"))
    return found
