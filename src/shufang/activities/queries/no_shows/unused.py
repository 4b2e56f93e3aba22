"""Places that nobody has used."""

from django.db.models import Exists, OuterRef

from shufang.activities.choices import Stage
from shufang.activities.models import Activity, CheckIn, Registration


def not_signed_in(activity: Activity) -> list[Registration]:
    """Confirmed parties without a sign-in, an unconfirmed later entry being one too."""
    there = CheckIn.objects.filter(registration=OuterRef("pk"), voided_at=None)
    return list(
        Registration.objects.filter(~Exists(there), activity=activity, stage=Stage.CONFIRMED)
        .select_related("activity")
        .order_by("number")
    )
