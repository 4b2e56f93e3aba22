"""A family's own page: who, what is coming, what there was."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from shufang.activities.choices import ALIVE, Stage, State
from shufang.activities.models import Activity, CheckIn, Registration, Strike
from shufang.activities.queries.no_shows.paused import counting, paused_until
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
    def asks_again(self) -> bool:
        """It is soon, and the family has not yet said that it still comes."""
        activity, rules = self.registration.activity, self.registration.activity.rules
        if self.registration.stage != Stage.CONFIRMED or self.registration.reconfirmed_at:
            return False
        if not rules.reconfirm_hours or activity.starts_at is None or self.off:
            return False
        now = timezone.now()
        return (
            activity.starts_at - timedelta(hours=rules.reconfirm_hours) <= now < activity.starts_at
        )

    @property
    def off(self) -> bool:
        """The activity itself was cancelled."""
        return self.registration.activity.state == State.CANCELLED


def coming(household: Household, today: date) -> list[Coming]:
    """What the family is registered for and has not been at yet; what asks for an answer comes
    first."""
    rows = _own(household).filter(stage__in=ALIVE).exclude(_over(today))
    found = [Coming(row) for row in rows.order_by("activity__day", "activity__starts_at", "pk")]
    return sorted(found, key=lambda each: not each.asks)


@dataclass(frozen=True)
class Missed:
    """Places kept and not used that still count, and until when nothing can be registered for."""

    strikes: list[Strike]
    paused_until: datetime | None


def missed(household: Household) -> Missed:
    """What stands against the family now; each can be read and appealed by its link."""
    strikes = counting().filter(household=household).select_related("registration__activity")
    return Missed(list(strikes), paused_until(household))


@dataclass(frozen=True)
class Been:
    """An activity the family came to, or registered for and missed."""

    day: date
    title: str
    room: str
    words: str  # how it ended
    link_token: str = ""  # of the registration, if there is one


def been(household: Household, today: date) -> list[Been]:
    """The latest twenty, by sign-in where there is one."""
    check_ins = (
        CheckIn.objects.filter(household=household, voided_at=None)
        .select_related("activity__site", "registration")
        .order_by("-at")[:PAST]
    )
    found = [_been(c.activity, str(Stage.ATTENDED.label), c.registration) for c in check_ins]
    signed_in = [c.registration_id for c in check_ins]
    others = _own(household).filter(_over(today)).exclude(pk__in=_known(signed_in))
    found += [
        _been(r.activity, str(r.get_stage_display()), r)
        for r in others.order_by("-activity__day")[:PAST]
    ]
    return sorted(found, key=lambda each: each.day, reverse=True)[:PAST]


def _been(activity: Activity, words: str, registration: Registration | None) -> Been:
    link_token = registration.link_token if registration else ""
    return Been(activity.day, activity.title, activity.site.name, words, link_token)


def _over(today: date) -> Q:
    """Of earlier days, or today and the family was there, or the activity has ended."""
    ended = Q(activity__ends_at__lte=timezone.now())
    return Q(activity__day__lt=today) | Q(stage__in=(Stage.ATTENDED, Stage.ABSENT)) | ended


def _known(keys: list[int | None]) -> list[int]:
    return [key for key in keys if key is not None]


def _own(household: Household) -> QuerySet[Registration]:
    return Registration.objects.filter(household=household).select_related(
        "activity__site", "activity__category", "activity__rules"
    )
