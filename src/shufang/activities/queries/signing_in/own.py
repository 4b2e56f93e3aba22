"""What a family has at an activity: its party, and its check-in."""

from collections.abc import Sequence

from shufang.activities.choices import ALIVE, Stage
from shufang.activities.models import Activity, CheckIn, Registration
from shufang.activities.queries.signing_in.roster import ON_THE_LIST
from shufang.people.models import Household


def own_party(activity: Activity, household: Household) -> Registration | None:
    """The household's latest registration that is of use at the door: also one whose place was
    released."""
    found = Registration.objects.filter(
        activity=activity, household=household, stage__in=ON_THE_LIST
    )
    return found.order_by("-pk").first()


def own_check_in(activity: Activity, household: Household | None) -> CheckIn | None:
    """None where the family is not known, too."""
    if household is None:
        return None
    live = CheckIn.objects.filter(activity=activity, household=household, voided_at__isnull=True)
    return live.first()


def party_among(activity: Activity, keys: Sequence[int]) -> Registration | None:
    """A guest's party that is expected here, of those whose links were opened on this phone."""
    if not keys:
        return None
    found = Registration.objects.filter(
        pk__in=keys, activity=activity, household=None, stage__in=(*ALIVE, Stage.ABSENT)
    )
    return found.exclude(last_four="").exclude(stage=Stage.ATTENDED).first()
