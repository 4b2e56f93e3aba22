"""What makes a reader look twice at an activity's sign-ins. Nothing here judges or counts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from shufang.activities.choices import Grade
from shufang.activities.models import Activity, CheckIn
from shufang.activities.queries.signing_in.window import window_of

A_MINUTE = timedelta(minutes=1)
BY_API = "api "  # so begin the keys of check-ins that a program reported, then its token
HURRIED = 10  # households in a minute by one pair of hands: more than people can greet


@dataclass(frozen=True)
class Signs:
    """`fastest` is 0 below `HURRIED`; `unknown` are households without account or registration;
    `told_after` came from a tablet when signing in was over: it had no network, or somebody took
    his time."""

    fastest: int
    unknown: int
    told_after: int
    taken_back: int

    def __bool__(self) -> bool:
        return bool(self.fastest or self.unknown or self.told_after or self.taken_back)


def signs_at(activity: Activity) -> Signs:
    """Four queries. Later entries are left out: they are counted by a second person anyway."""
    live = CheckIn.objects.filter(activity=activity, voided_at=None).exclude(grade=Grade.D)
    rows = live.order_by("at").values_list("at", "user", "helper", "device", "key")
    hands: dict[tuple[int | str | None, ...], list[datetime]] = defaultdict(list)
    for at, user, helper, device, key in rows:
        program = program_of(key)
        if user or helper or device or program:  # families with their own phones come as they come
            hands[user, helper, device, program].append(at)
    fastest = max((_most_within(times) for times in hands.values()), default=0)
    nobody = Q(household=None) & (Q(registration=None) | Q(registration__phone_print=""))
    return Signs(
        fastest if fastest >= HURRIED else 0,
        live.filter(nobody).count(),
        live.filter(device__isnull=False, recorded_at__gt=window_of(activity).closes).count(),
        CheckIn.objects.filter(activity=activity, voided_at__isnull=False).count(),
    )


def program_of(key: str) -> str:
    """Which token of the API a check-in came by, as its key tells; "" for people."""
    return key.split(" ")[1] if key.startswith(BY_API) else ""


def _most_within(times: list[datetime]) -> int:
    """The most of these moments, which are in order, that one minute holds."""
    most = first = 0
    for last, at in enumerate(times):
        while at - times[first] >= A_MINUTE:
            first += 1
        most = max(most, last - first + 1)
    return most
