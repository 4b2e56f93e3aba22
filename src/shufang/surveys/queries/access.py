"""The only door to one answer's words."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from shufang.activities.policy import may_change_activities_at
from shufang.people.models import User
from shufang.surveys.models import Answer


def words_to_read(user: User, pk: int) -> Answer:
    """The answer, for those who run activities at its room."""
    found = Answer.objects.select_related("activity__site").filter(pk=pk).first()
    if found is None or not user.roles:
        raise Http404(_("没有这份回答。"))
    if not may_change_activities_at(user, found.activity.site):
        raise PermissionDenied(_("由运营方和本书房的工作人员决定能不能印。"))
    return found
