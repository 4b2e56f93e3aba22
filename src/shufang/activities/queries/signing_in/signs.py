"""What makes a reader look twice at an activity's sign-ins. Nothing here judges or counts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q

from shufang.activities.choices import Grade
from shufang.activities.models import Activity, CheckIn, HeadCount
from shufang.activities.queries.signing_in.window import Window, window_of

A_MINUTE = timedelta(minutes=1)
BY_API = "api "  # so begin the keys of check-ins that a program reported, then its token
HURRIED = 10  # households in a minute by one pair of hands: more than people can greet
HEADS_HURRIED = 60  # heads in a minute by one pair of hands: more than people can count


@dataclass(frozen=True)
class Signs:
    """`fastest` is 0 below `HURRIED`, `fastest_heads` below `HEADS_HURRIED`; `unknown` are
    households without account or registration; `told_after` came from a tablet when signing in
    was over: it had no network, or somebody took his time; `grown` came with more people than
    they registered; `elsewhere` are households that signed in at another room at this time."""

    fastest: int
    unknown: int
    told_after: int
    grown: int
    elsewhere: int
    taken_back: int
    fastest_heads: int
    heads_taken_back: int

    def __bool__(self) -> bool:
        return any(astuple(self))


def signs_at(activity: Activity) -> Signs:
    """Seven queries. Later entries are left out: they are counted by a second person anyway."""
    live = CheckIn.objects.filter(activity=activity, voided_at=None).exclude(grade=Grade.D)
    rows = live.order_by("at").values_list("at", "user", "helper", "device", "key")
    hands: dict[tuple[int | str | None, ...], list[tuple[datetime, int]]] = defaultdict(list)
    for at, user, helper, device, key in rows:
        program = program_of(key)
        if user or helper or device or program:  # families with their own phones come as they come
            hands[user, helper, device, program].append((at, 1))
    fastest = _most_of(hands.values())
    heads, hands = HeadCount.objects.filter(activity=activity), defaultdict(list)
    counts = heads.filter(voided_at=None).order_by("at")
    for at, user, device, number in counts.values_list("at", "user", "device", "heads"):
        hands[user, device].append((at, number))
    fastest_heads, window = _most_of(hands.values()), window_of(activity)
    registered = F("registration__adults") + F("registration__children")
    nobody = Q(household=None) & (Q(registration=None) | Q(registration__phone_print=""))
    return Signs(
        fastest if fastest >= HURRIED else 0,
        live.filter(nobody).count(),
        live.filter(device__isnull=False, recorded_at__gt=window.closes).count(),
        live.filter(adults__gt=registered - F("children")).count(),
        _elsewhere(activity, window),
        CheckIn.objects.filter(activity=activity, voided_at__isnull=False).count(),
        fastest_heads if fastest_heads >= HEADS_HURRIED else 0,
        heads.filter(voided_at__isnull=False).count(),
    )


def _elsewhere(activity: Activity, window: Window) -> int:
    here = CheckIn.objects.filter(activity=activity, voided_at=None).exclude(household=None)
    there = CheckIn.objects.filter(
        household__in=here.order_by().values("household"),
        voided_at=None,
        activity__day=activity.day,
        activity__starts_at__lt=window.ends,
        activity__ends_at__gt=window.starts,
    ).exclude(activity__site=activity.site_id)
    return there.order_by().values("household").distinct().count()


def program_of(key: str) -> str:
    """Which token of the API a check-in came by, as its key tells; "" for people."""
    return key.split(" ")[1] if key.startswith(BY_API) else ""


def _most_of(hands: Iterable[Sequence[tuple[datetime, int]]]) -> int:
    return max((_most_within(counted) for counted in hands), default=0)


def _most_within(counted: Sequence[tuple[datetime, int]]) -> int:
    """The most that was counted within one minute; the moments are in order."""
    most = now = first = 0
    for at, number in counted:
        now += number
        while at - counted[first][0] >= A_MINUTE:
            now -= counted[first][1]
            first += 1
        most = max(most, now)
    return most
