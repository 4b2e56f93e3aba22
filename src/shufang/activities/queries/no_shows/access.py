"""The only door to one strike, for those who decide."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from shufang.activities.models import Strike
from shufang.people.models import User
from shufang.people.policy import holds
from shufang.shared.roles import Role


def strike_to_decide(user: User, pk: int) -> Strike:
    """For the library and the operator; staff of a room know the family too well to judge."""
    if not (holds(user, Role.LIBRARY) or holds(user, Role.OPERATOR)):
        raise PermissionDenied(_("申诉由图书馆和运营方处理。"))
    found = Strike.objects.select_related("registration__activity__site").filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这条记录。"))
    return found
