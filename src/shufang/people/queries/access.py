"""The only door to one account or one post: fetch and check in one."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from shufang.people.models import Duty, User
from shufang.people.policy import may_change_account, may_write_organisation_chart


def account_to_change(actor: User, pk: int) -> User:
    """The account, for those who may change it; a superuser's only for superusers."""
    found = User.objects.prefetch_related("memberships__site").filter(pk=pk).first()
    if found is None or not may_change_account(actor, found):
        raise Http404(_("没有这个账号。"))
    return found


def duty_to_change(actor: User, pk: int) -> Duty:
    """The post, for those who keep the chart."""
    found = Duty.objects.select_related("organisation").filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这个岗位。"))
    if not may_write_organisation_chart(actor):
        raise PermissionDenied(_("组织架构由图书馆和运营方维护，你可以查看。"))
    return found
