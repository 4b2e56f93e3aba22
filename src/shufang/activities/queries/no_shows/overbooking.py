"""How many of those who get places come, and what that says about how many places to give.

Only a suggestion: whoever plans knows the room. Counted are places of the last year at the same
room and in the same category, at activities where families signed in.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, Sum
from django.utils import timezone

from shufang.activities.choices import Stage, State, Way
from shufang.activities.models import Activity, Registration

YEAR = timedelta(days=365)
FEWEST_ACTIVITIES, FEWEST_PLACES = 3, 20  # fewer say nothing
NEARLY_ALL = 0.95
MOST = 1.3  # of the places, whatever the past says


@dataclass(frozen=True)
class Suggestion:
    """So many places were kept at so many activities, so many of them were used."""

    activities: int
    kept: int
    used: int
    places: int  # to give so that about as many come as there are places

    @property
    def rate(self) -> float:
        return self.used / self.kept


def suggestion(activity: Activity) -> Suggestion | None:
    """None where too little is known, where nearly all come, or where nobody registers."""
    rules = getattr(activity, "rules", None)
    if rules is None or not rules.places:
        return None
    today = timezone.localdate()
    past = Registration.objects.filter(
        activity__site=activity.site_id,
        activity__category=activity.category_id,
        activity__state=State.HELD,
        activity__day__range=(today - YEAR, today),
    ).exclude(way=Way.WALK_IN)
    missed = Q(stage=Stage.ABSENT) | Q(stage=Stage.EXPIRED, strike__isnull=False)
    found = past.filter(Q(stage=Stage.ATTENDED) | missed).aggregate(
        activities=Count("activity", distinct=True),
        kept=Sum("takes"),
        used=Sum("takes", filter=Q(stage=Stage.ATTENDED)),
    )
    kept, used = found["kept"] or 0, found["used"] or 0
    if found["activities"] < FEWEST_ACTIVITIES or kept < FEWEST_PLACES or not used:
        return None
    if used / kept >= NEARLY_ALL:
        return None
    places = int(min(rules.places * kept / used, rules.places * MOST))
    return Suggestion(found["activities"], kept, used, places) if places > rules.places else None
