"""The only door to a draw for readers."""

from django.http import Http404
from django.utils.translation import gettext as _

from shufang.activities.models import Activity, Draw
from shufang.activities.queries.public import shown_to_readers


def draw_for_readers(pk: int) -> Draw:
    """The draw of an activity that readers may see."""
    activity = (
        Activity.objects.select_related("site__town", "rules", "category", "draw")
        .filter(shown_to_readers(), rules__isnull=False, pk=pk)
        .first()
    )
    found: Draw | None = getattr(activity, "draw", None)
    if found is None:
        raise Http404(_("这场活动没有抽签。"))
    return found
