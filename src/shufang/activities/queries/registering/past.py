"""What a family or phone number has registered before."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet

from shufang.activities.choices import ALIVE, Stage
from shufang.activities.models import Activity, Registration
from shufang.people.models import Guardian, Household


def mine(household: Household | None, phone_print: str = "") -> QuerySet[Registration]:
    """All of a household's, or of a phone number's where there is no household: with those of the
    household whose guardian has that number."""
    if household is not None:
        return Registration.objects.filter(household=household)
    if not phone_print:
        return Registration.objects.none()
    return Registration.objects.filter(_of_phone(phone_print))


def _of_phone(phone_print: str) -> Q:
    """Asked beforehand whose number it is: with that inside the other question, a database reads
    all registrations there are."""
    guardian = Guardian.objects.filter(phone_print=phone_print)
    household = next(iter(guardian.values_list("household", flat=True)), None)
    whose = Q(phone_print=phone_print)
    return whose if household is None else whose | Q(household=household)


def of_household(household: Household | None, activity: Activity) -> Registration | None:
    """The family's latest registration here; none where it was given up or has run out."""
    if household is None:
        return None
    found = list(mine(household).filter(activity=activity).order_by("-made_at"))
    return next((one for one in found if one.stage in (*ALIVE, Stage.ABSENT)), None)


@dataclass(frozen=True)
class Earlier:
    """What a household or a phone number has had to do with activities until now."""

    known: bool = False  # has registered, for whatever activity
    here: bool = False  # for this one, whatever became of it
    attended: bool = False
    of_family: int | None = None  # where a guest's number is a guardian's: the family's, here


def earlier(wanted: Registration) -> Earlier:
    """What is asked of the past before all else, in one narrow query: in a rush many ask in the
    same second. A household is also known by the phone it gives; it has attended what the
    household itself attended."""
    whose = Q(household=wanted.household_id) if wanted.household_id else Q()
    if wanted.phone_print:
        whose |= Q(phone_print=wanted.phone_print)
    return _earlier(wanted, whose) if whose else Earlier()


def with_family(wanted: Registration, past: Earlier) -> Earlier:
    """A guest's past, with that of the family whose guardian has this number."""
    if wanted.household_id or not wanted.phone_print:
        return past
    guardian = Guardian.objects.filter(phone_print=wanted.phone_print)
    household = next(iter(guardian.values_list("household", flat=True)), None)
    if household is None:
        return past
    return _earlier(wanted, Q(phone_print=wanted.phone_print) | Q(household=household))


def _earlier(wanted: Registration, whose: Q) -> Earlier:
    rows = list(
        Registration.objects.filter(whose)
        .order_by()
        .values_list("pk", "activity_id", "stage", "household_id", "phone_print")
    )
    here = [row for row in rows if row[1] == wanted.activity_id]
    others = (
        pk
        for pk, _, stage, household, phone in here
        if household and stage in ALIVE and phone != wanted.phone_print
    )
    return Earlier(
        known=bool(rows),
        here=bool(here),
        attended=any(
            stage == Stage.ATTENDED and wanted.household_id in (None, household)
            for _, _, stage, household, _ in rows
        ),
        of_family=None if wanted.household_id else next(others, None),
    )


def within(
    household: Household | None, phone_print: str, activity: Activity, days: int
) -> QuerySet[Registration]:
    """Registrations that count for limits: of the same category, held or to be held within so many
    days before and after, in the running or attended."""
    span = timedelta(days=max(days - 1, 0))
    return (
        mine(household, phone_print)
        .filter(
            Q(stage__in=(*ALIVE, Stage.ABSENT)),
            activity__category=activity.category_id,
            activity__day__gte=activity.day - span,
            activity__day__lte=activity.day + span,
        )
        .exclude(activity=activity)
    )
