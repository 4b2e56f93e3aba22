"""A family's own page: who, what is coming, what there was."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from shufang.activities.choices import ALIVE, Stage, State
from shufang.activities.models import CheckIn, Registration
from shufang.people.models import Household

PAST = 20


@dataclass(frozen=True)
class Coming:
    """One registration that is still to come, with what is asked of the family."""

    registration: Registration

    @property
    def asks(self) -> bool:
        """A place is kept for a while: the family has to say yes."""
        return self.registration.stage == Stage.OFFERED

    @property
    def off(self) -> bool:
        """The activity itself was cancelled."""
        return self.registration.activity.state == State.CANCELLED


def coming(household: Household, today: date) -> list[Coming]:
    """What the family is registered for from today on; what asks for an answer comes first."""
    rows = _own(household).filter(activity__day__gte=today, stage__in=ALIVE)
    found = [Coming(row) for row in rows.order_by("activity__day", "activity__starts_at", "pk")]
    return sorted(found, key=lambda each: not each.asks)


@dataclass(frozen=True)
class Been:
    """An activity the family came to, or registered for and missed."""

    day: date
    title: str
    room: str
    words: str  # how it ended


def been(household: Household, today: date) -> list[Been]:
    """The latest twenty, by sign-in where there is one."""
    check_ins = (
        CheckIn.objects.filter(household=household, voided_at=None)
        .select_related("activity__site")
        .order_by("-at")[:PAST]
    )
    found = [
        Been(c.activity.day, c.activity.title, c.activity.site.name, str(Stage.ATTENDED.label))
        for c in check_ins
    ]
    signed_in = [c.registration_id for c in check_ins]
    missed = _own(household).filter(activity__day__lt=today).exclude(pk__in=_known(signed_in))
    found += [
        Been(r.activity.day, r.activity.title, r.activity.site.name, str(r.get_stage_display()))
        for r in missed.order_by("-activity__day")[:PAST]
    ]
    return sorted(found, key=lambda each: each.day, reverse=True)[:PAST]


def _known(keys: list[int | None]) -> list[int]:
    return [key for key in keys if key is not None]


def _own(household: Household) -> QuerySet[Registration]:
    return Registration.objects.filter(household=household).select_related(
        "activity__site", "activity__category"
    )
