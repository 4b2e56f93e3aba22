"""What became of an activity's registrations, as its debrief looks back on them.

By the rules of the figures (`measures.py`): by party, walk-ins apart, places in the unit in which
the activity gives them out.
"""

from dataclasses import dataclass

from shufang.activities.choices import Places, Stage, Way
from shufang.activities.models import Activity, Rules


@dataclass(frozen=True)
class Turnout:
    """Parties, and the places of those that came."""

    registered: int
    came: int
    walked_in: int
    expected: int  # with a place, and neither there nor noted as absent (yet)
    absent: int
    cancelled: int
    places: int
    filled: int

    @property
    def fill_rate(self) -> float | None:
        """Not known where nobody signed in by household."""
        return self.filled / self.places if self.filled and self.places else None


def turnout(activity: Activity) -> Turnout | None:
    """None where nobody had to register, or nobody did."""
    rules = Rules.objects.filter(activity=activity).first()
    if rules is None or rules.way == Places.OPEN:
        return None
    rows = list(activity.registrations.values_list("way", "stage", "takes"))
    parties = [stage for way, stage, _takes in rows if way != Way.WALK_IN]
    if not rows:
        return None
    return Turnout(
        registered=len(parties),
        came=parties.count(Stage.ATTENDED),
        walked_in=sum(
            way == Way.WALK_IN and stage == Stage.ATTENDED for way, stage, _takes in rows
        ),
        expected=parties.count(Stage.CONFIRMED),
        absent=parties.count(Stage.ABSENT),
        cancelled=parties.count(Stage.CANCELLED),
        places=rules.places,
        filled=sum(takes for _way, stage, takes in rows if stage == Stage.ATTENDED),
    )
