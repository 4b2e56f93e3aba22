"""Places are taken and given back here and nowhere else, each time by one conditional UPDATE.

The condition stands in the UPDATE itself and the database refuses more by a CHECK, so that two
parties at the same moment can't both get the last place (docs/decisions/0014). The UPDATE also
holds the activity's rules until the transaction ends: whatever promotes or counts after it sees
what others have done.
"""

from django.db import connection
from django.db.models import F
from django.db.models.functions import Greatest

from shufang.activities.choices import SEATED, Stage
from shufang.activities.models import Registration, Rules

_TAKE = """
UPDATE activities_rules SET taken = taken + %s, next_number = next_number + 1
WHERE activity_id = %s AND taken + %s <= places AND waiting = 0
RETURNING next_number - 1
"""
_WAIT = """
UPDATE activities_rules SET waiting = waiting + %s, next_number = next_number + 1
WHERE activity_id = %s
RETURNING next_number - 1, waiting, waiting_places
"""
_NUMBER = """
UPDATE activities_rules SET next_number = next_number + 1 WHERE activity_id = %s
RETURNING next_number - 1
"""


def take(activity: int, places: int) -> int | None:
    """Places for a party that just came, if they are free and nobody waits for them: its number in
    the queue; None where it has to wait."""
    found = _one(_TAKE, [places, activity, places])
    return found[0] if found else None


def wait(activity: int, places: int) -> tuple[int, bool]:
    """A number at the end of the waiting list, and whether the list had room for it."""
    number, waiting, most = _one(_WAIT, [places, activity]) or (0, 0, 0)
    return number, waiting <= most


def next_number(activity: int) -> int:
    """A number in the queue that takes nothing, such as an application to a draw."""
    found = _one(_NUMBER, [activity])
    return found[0] if found else 1


def move(activity: int, *, taken: int = 0, waiting: int = 0) -> bool:
    """Take so many places (fewer than 0: give them back) and count those waiting; False where they
    are not free, and then nothing has changed."""
    rules = Rules.objects.filter(pk=activity)
    if taken > 0:
        rules = rules.filter(places__gte=F("taken") + taken)
    return bool(
        rules.update(
            taken=Greatest(F("taken") + taken, 0), waiting=Greatest(F("waiting") + waiting, 0)
        )
    )


def hold(activity: int) -> Rules | None:
    """Keep everybody else from this activity's places until the transaction ends. Whoever writes
    a registration before it moves places calls this first: places, then registrations, everywhere
    in this order, so that nobody waits for each other."""
    return Rules.objects.select_for_update(no_key=True).filter(pk=activity).first()


def held(registration: Registration, stage: str) -> int:
    """How many places the party holds in a stage; an offer of part of them holds that part."""
    if stage not in SEATED:
        return 0
    if stage == Stage.OFFERED and registration.offered is not None:
        return registration.offered
    return registration.takes


def waits_for(registration: Registration, stage: str) -> int:
    """How many places the party waits for in a stage."""
    return registration.takes if stage == Stage.WAITING else 0


def _one(sql: str, values: list[int]) -> tuple[int, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row: tuple[int, ...] | None = cursor.fetchone()
    return row
