"""A party as it registers, and what it counts as."""

from dataclasses import dataclass, field

from shufang.activities.choices import Audience, Counted
from shufang.activities.models import Activity, Attendee, Rules
from shufang.people.models import Child
from shufang.people.queries.family.ages import years_on

FIT, ALONG, YOUNG, OLD = "fit", "along", "young", "old"
NEEDS_CHILDREN = (Audience.FAMILIES, Audience.CHILDREN)
BRINGS_SMALL_ONES = (Audience.FAMILIES, Audience.EVERYONE, "")


@dataclass(frozen=True)
class Kid:
    """A child who comes: a family's profile, or what a guest typed."""

    nickname: str
    year: int
    month: int
    child: Child | None = None

    @classmethod
    def of(cls, child: Child) -> "Kid":
        return cls(child.nickname, child.birth_year, child.birth_month, child)


@dataclass(frozen=True)
class Party:
    """Those of one household who come together; `beside` are activities for its adults at the
    same time, such as the parents' growth corner."""

    adults: int = 0
    kids: tuple[Kid, ...] = ()
    beside: frozenset[int] = field(default_factory=frozenset)
    whole: bool = False  # waits undivided although the rules would divide it

    @property
    def heads(self) -> int:
        return self.adults + len(self.kids)


def fits(activity: Activity, year: int, month: int) -> str:
    """Whether a child of this age takes part (FIT), may come along with its family without taking
    part (ALONG), or is too young or too old. In the month of a birthday both ages count: nobody
    asks for the day."""
    age = years_on(activity.day, year, month)
    younger = age - (activity.day.month == month)
    if activity.age_from is not None and age < activity.age_from:
        return ALONG if activity.audience in BRINGS_SMALL_ONES else YOUNG
    if activity.age_to is not None and younger > activity.age_to:
        return OLD
    return FIT


def taking_part(activity: Activity, kids: tuple[Kid, ...]) -> int:
    """How many of the children take part; the others come along."""
    return sum(fits(activity, kid.year, kid.month) == FIT for kid in kids)


def places_for(activity: Activity, rules: Rules, party: Party) -> int:
    """How many places it needs, in the unit of the rules; small ones who come along are people
    and no children who take part."""
    match rules.counted:
        case Counted.CHILD:
            return taking_part(activity, party.kids)
        case Counted.PERSON:
            return party.heads
    return 1


def least_places(activity: Activity, rules: Rules) -> int:
    """The fewest places that a party the rules admit can use."""
    if rules.counted != Counted.PERSON:
        return 1
    return max(rules.adults_least + (activity.audience in NEEDS_CHILDREN), 1)


def kids_of(attendees: list[Attendee]) -> tuple[Kid, ...]:
    """The children of a party that has registered."""
    return tuple(
        Kid(who.nickname, who.birth_year, who.birth_month or 1, who.child)
        for who in attendees
        if who.birth_year is not None
    )
