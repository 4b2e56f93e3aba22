"""The door to one activity for anybody."""

from django.http import Http404
from django.utils.translation import gettext as _

from shufang.activities.models import Activity
from shufang.activities.queries.public import shown_to_readers


def public_activity(pk: int) -> Activity:
    """The activity as readers may know it; who leads it is on the staff's page only."""
    found = (
        Activity.objects.select_related("site__town", "category")
        .prefetch_related("site__hours")
        .defer("leader", "note", "source")
        .filter(shown_to_readers(), pk=pk)
        .first()
    )
    if found is None:
        raise Http404(_("没有这场活动。"))
    return found
