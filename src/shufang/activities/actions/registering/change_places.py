"""More or fewer places for an activity."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import ngettext

from shufang.activities.actions.registering.promote import promote
from shufang.activities.models import Activity, Rules


def change_places(activity: Activity, places: int) -> None:
    """Set how many places there are. Refused (ValidationError) below what is already given away;
    when there are more than before, those who wait get them in the same transaction."""
    with transaction.atomic():
        found = Rules.objects.filter(pk=activity.pk, taken__lte=places).update(places=places)
        if not found:
            taken = Rules.objects.filter(pk=activity.pk).values_list("taken", flat=True).first()
            raise ValidationError(
                {
                    "places": ngettext(
                        "已经给出 %(n)s 个名额，不能少于它。要减少，先取消报名。",
                        "已经给出 %(n)s 个名额，不能少于它。要减少，先取消报名。",
                        taken or 0,
                    )
                    % {"n": taken or 0}
                }
            )
        promote(activity)
