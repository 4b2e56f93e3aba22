"""Sign one household in, with a head count."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from shufang.activities.actions.signing_in.arrival import Arrival, Seen, look
from shufang.activities.actions.signing_in.first_time import settle_first_time
from shufang.activities.actions.signing_in.hold import mark_held
from shufang.activities.actions.signing_in.seats import give_place
from shufang.activities.choices import Method
from shufang.activities.models import Activity, CheckIn, Device, Pass, Registration
from shufang.activities.news import SignedIn
from shufang.lake import touch
from shufang.people.models import Household, User
from shufang.shared.announce import announce

KEY_LENGTH = 80  # of `CheckIn.key`


def sign_in(
    *,
    activity: Activity,
    method: Method | str,
    key: str,
    adults: int,
    children: int,
    registration: Registration | None = None,
    household: Household | None = None,
    name: str = "",
    at: datetime | None = None,
    user: User | None = None,
    device: Device | None = None,
    helper: Pass | None = None,
    reason: str = "",
    row_code: str = "",
    first_time: bool = False,
    all_the_same: bool = False,
) -> CheckIn:
    """One household has come: one check-in, whose grade follows from the method.

    Safe to repeat: the same key gives the same row (its `known` is then true). Without a
    registration the household's own is found; without any, the family comes as it is, where
    places are left and the rules let it, or `all_the_same`, where a person has decided, with a
    reason, that they were there. The registration becomes attended, the activity held, the
    month's figures are touched and `SignedIn` is told, all in one transaction.

    Refused (`NotSignedInError`, a ValidationError with a `code`): other_body (the key belongs to
    something else), already (`AlreadySignedInError` carries the check-in), cancelled_activity,
    not_open (a plan), closed (its review is done), too_early, too_late (staff enter later, grade
    D), reason (a later entry without one), cancelled (the registration), other_activity, full,
    no_walk_ins, nobody, heads (too many).
    """
    arrival = Arrival(
        activity, Method(method), key[:KEY_LENGTH], adults, children, registration, household,
        name.strip()[:40], at, user, device, helper, reason.strip(), row_code, first_time,
        all_the_same,
    )  # fmt: skip
    check_in = _look_and_write(arrival)
    activity.state = check_in.activity.state
    return check_in


def _look_and_write(arrival: Arrival) -> CheckIn:
    """Everybody in a room signs in within the same minutes, and writers wait for each other: so
    all is read before the transaction, which only writes, and only over what was read. Where
    somebody was faster, all is read again inside it."""
    try:
        return _write(arrival, look(arrival))
    except IntegrityError:  # somebody did the same at the same moment: look again
        pass
    except ValidationError as refusal:
        if getattr(refusal, "code", "") != "stale":
            raise
    with transaction.atomic():
        return _write(arrival, look(arrival, anew=True))


def _write(arrival: Arrival, seen: Seen | CheckIn) -> CheckIn:
    if isinstance(seen, CheckIn):
        return seen
    with transaction.atomic():
        registration = give_place(
            activity=seen.activity,
            registration=seen.registration,
            household=seen.household,
            name=arrival.name,
            adults=arrival.adults,
            children=arrival.children,
            actor=str(arrival.user) if arrival.user else "family",
            all_the_same=arrival.all_the_same,
        )
        check_in = CheckIn.objects.create(
            activity=seen.activity,
            registration=registration,
            household=seen.household,
            name=arrival.name or _name_of(registration, seen.household),
            adults=arrival.adults,
            children=arrival.children,
            grade=seen.grade,
            method=arrival.method,
            first_time=seen.first_time,
            at=seen.at,
            key=arrival.key,
            user=arrival.user,
            device=arrival.device,
            helper=arrival.helper,
            reason=arrival.reason,
            row_code=arrival.row_code,
        )
        if check_in.counts:
            mark_held(seen.activity)
            touch("attendance", seen.activity.day)
            if seen.first_time and seen.came_elsewhere and seen.household is not None:
                settle_first_time(seen.household.pk)
            announce(SignedIn(check_in))
    return check_in


def _name_of(registration: Registration | None, household: Household | None) -> str:
    return (registration.name if registration else "") or (household.name if household else "")
