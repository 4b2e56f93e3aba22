"""Who came to activities, by the best record there is; the figures and the pages agree on it.

An activity's figures come from one *stream*: its check-ins once any of them counts, else the heads
that were counted at the door, else what somebody stated. The others stand beside and are never
added: the same family would be counted twice.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import Q, QuerySet

from shufang.activities.choices import AgeBand, Grade, State
from shufang.activities.models import Activity, CheckIn, HeadCount, StatedCount

NAMED, HEADS, STATED = "named", "heads", "stated"
PORTION = 5000
GROWN_UP = (AgeBand.ADULT, AgeBand.SENIOR)


def counted() -> Q:
    """The check-ins that figures count: `CheckIn.counts` as a condition."""
    return Q(voided_at=None) & (~Q(grade=Grade.D) | Q(confirmed_at__isnull=False))


def counted_of(household: int) -> QuerySet[CheckIn]:
    """A family's sign-ins that figures count, the earliest first; its first one is its first
    time."""
    held = CheckIn.objects.filter(counted(), household=household, activity__state=State.HELD)
    return held.order_by("at", "pk")


@dataclass
class Heads:
    """Heads counted at the door; a second count of a band adds to the first."""

    adults: int = 0
    children: int = 0

    @property
    def attendees(self) -> int:
        return self.adults + self.children


@dataclass(frozen=True)
class Came:
    """What is known about who came to one activity; None is not known, and never zero."""

    stream: str
    sign_ins: int | None
    adults: int | None
    children: int | None
    attendees: int | None
    grades: dict[str, int] = field(default_factory=dict)  # sign-ins by grade, A first
    first_time: int = 0
    heads: Heads | None = None
    stated: StatedCount | None = None

    @property
    def is_counted(self) -> bool:
        return self.stream != STATED

    @property
    def sign_ins_differ(self) -> int | None:
        """How many more were signed in than stated; None where they agree or one is not known."""
        return _differ(self.sign_ins, self.stated.sign_ins if self.stated else None)

    @property
    def attendees_differ(self) -> int | None:
        return _differ(self.attendees, stated_attendees(self.stated) if self.stated else None)


def who_came(activities: Iterable[Activity]) -> dict[int, Came]:
    """By the activity's key. Reads `activity.stated`, so let the caller select it along."""
    found: dict[int, Came] = {}
    for some in _in_portions(activities):
        keys = [activity.pk for activity in some]
        named: dict[int, list[CheckIn]] = defaultdict(list)
        for row in CheckIn.objects.filter(counted(), activity__in=keys):
            named[row.activity_id].append(row)
        heads = heads_of(Q(activity__in=keys))
        for each in some:
            rows, stated = named.get(each.pk, ()), getattr(each, "stated", None)
            found[each.pk] = _came(rows, heads.get(each.pk), stated)
    return found


def _in_portions(activities: Iterable[Activity]) -> Iterator[list[Activity]]:
    """Some thousands at a time: a query has only so many parameters."""
    rest = iter(activities)
    while some := list(islice(rest, PORTION)):
        yield some


def heads_of(which: Q) -> dict[int, Heads]:
    """The heads counted at the activities that the condition on head counts keeps."""
    found: dict[int, Heads] = defaultdict(Heads)
    rows = HeadCount.objects.filter(which, voided_at=None).order_by()
    for activity, band, heads in rows.values_list("activity_id", "band", "heads"):
        if band in GROWN_UP:
            found[activity].adults += heads
        else:
            found[activity].children += heads
    return dict(found)


def stated_attendees(stated: StatedCount) -> int | None:
    """The attendees as stated, or the stated adults and children together."""
    if stated.attendees is None and stated.adults is not None and stated.children is not None:
        return stated.adults + stated.children
    return stated.attendees


def _came(rows: Sequence[CheckIn], heads: Heads | None, stated: StatedCount | None) -> Came:
    said = stated.sign_ins if stated else None
    if rows:
        adults, children = sum(r.adults for r in rows), sum(r.children for r in rows)
        grades = dict(sorted(Counter(row.grade for row in rows).items()))
        first = sum(row.first_time for row in rows)
        return Came(
            NAMED, len(rows), adults, children, adults + children, grades, first, heads, stated
        )
    if heads is not None:
        return Came(
            HEADS, said, heads.adults, heads.children, heads.attendees, heads=heads, stated=stated
        )
    if stated is None:
        return Came(STATED, None, None, None, None)
    return Came(
        STATED, said, stated.adults, stated.children, stated_attendees(stated), stated=stated
    )


def _differ(counted: int | None, said: int | None) -> int | None:
    return None if counted is None or said is None or counted == said else counted - said
