"""The waiting list of an activity, and the published rule by which places go to it.

Whenever places come free, the waiting list is read from its beginning (by number):

1. A party that fits into what is free gets its places.
2. A party that does not fit keeps its number. Those after it who fit may pass it; each party that
   gets places counts once against everyone it passes.
3. A party that has been passed `skips` times is passed by nobody: what is free stays free for it.
4. Where parties may be divided, one that does not fit is offered what is free, and chooses; one
   that wants to stay together waits as in 2 and 3. Nothing is offered that is too little for any
   party, such as one place where a child comes with a grown-up and each is counted.
5. A party of more than all the places there are blocks nobody.

`rules.py` prints this on the page; `tests/.../test_promotion_order.py` holds a model of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shufang.activities.choices import Queue, Stage
from shufang.activities.models import Activity, Registration, Rules
from shufang.activities.queries.registering.party import least_places

LAST_CALL = timedelta(minutes=60)  # before the start; after it, what is free is for walk-ins
DECIDE_BY = timedelta(minutes=30)  # before the start an offer ends at the latest


@dataclass
class Turn:
    """What one reading of the list gives: places by party, and who was passed how often."""

    given: list[tuple[int, int]] = field(default_factory=list)  # (key, places)
    passed: dict[int, int] = field(default_factory=dict)  # key -> times skipped, as of now


@dataclass(frozen=True)
class Waiting:
    """One party of the list, as the rule sees it."""

    key: int
    takes: int
    skipped: int
    whole: bool  # stays together although the rules would divide


def read(
    waiting: Iterable[Waiting],
    *,
    free: int,
    places: int,
    skips: int,
    divides: bool,
    least: int = 1,
) -> Turn:
    """Apply the rule once to a list in its order; `least` are the fewest places a party can use."""
    turn, passed = Turn(), {}
    for party in waiting:
        if free <= 0:
            break
        if party.takes > places and not (divides and not party.whole):
            continue
        part = party.takes if party.takes <= free else 0
        if not part and divides and not party.whole:
            part = free if free >= least else 0
        if not part:
            if party.skipped >= skips:
                break
            passed[party.key] = party.skipped
            continue
        free -= part
        turn.given.append((party.key, part))
        passed = {key: times + 1 for key, times in passed.items()}
        turn.passed |= passed
        if any(times >= skips for times in passed.values()):
            break
    return turn


def waiting_parties(activity: int) -> list[Registration]:
    """In the order in which they wait."""
    return list(
        Registration.objects.filter(activity=activity, stage=Stage.WAITING).order_by("number", "pk")
    )


def turn(activity: Activity, rules: Rules, waiting: Iterable[Registration]) -> Turn:
    """What the rule gives now."""
    return read(
        (Waiting(party.pk, party.takes, party.skipped, party.whole) for party in waiting),
        free=rules.places - rules.taken,
        places=rules.places,
        skips=rules.skips,
        divides=rules.queue == Queue.PARTIAL,
        least=least_places(activity, rules),
    )


def position(registration: Registration) -> int:
    """How many wait up to and including this party: 1 is next."""
    return Registration.objects.filter(
        activity=registration.activity_id, stage=Stage.WAITING, number__lte=registration.number
    ).count()


def offer_until(activity: Activity, rules: Rules, now: datetime) -> datetime | None:
    """When an offer made now would end; None once it is too late to promote anybody."""
    hours = rules.offer_hours or 12
    until = now + timedelta(hours=hours)
    if activity.starts_at is None:
        return until
    if now > activity.starts_at - LAST_CALL:
        return None
    return min(until, activity.starts_at - DECIDE_BY)
