"""The only door to a party's own pages here, and to one strike for those who decide."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from shufang.activities.models import Registration, Strike
from shufang.people.models import User
from shufang.people.policy import holds
from shufang.shared.roles import Role


def registration_of_link(token: str) -> Registration:
    """The registration whose secret link this is."""
    number = token.partition(".")[0]
    found = (
        Registration.objects.select_related("activity__site", "activity__rules", "strike")
        .filter(pk=int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0)
        .first()
    )
    if found is None or not constant_time_compare(found.link_token, token):
        raise Http404(_("这个链接不对，或者已经失效。"))
    return found


def strike_to_decide(user: User, pk: int) -> Strike:
    """For the library and the operator; staff of a room know the family too well to judge."""
    if not (holds(user, Role.LIBRARY) or holds(user, Role.OPERATOR)):
        raise PermissionDenied(_("申诉由图书馆和运营方处理。"))
    found = Strike.objects.select_related("registration__activity__site").filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这条记录。"))
    return found
