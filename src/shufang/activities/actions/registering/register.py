"""Register a party for an activity: the one way in, for families, guests, staff and programs."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.registering import refusals, seats
from shufang.activities.actions.registering.already import already, of_family
from shufang.activities.actions.registering.attend import attend
from shufang.activities.actions.registering.limits import check_limits
from shufang.activities.actions.registering.promote import promote
from shufang.activities.actions.registering.stages import note, touch_month
from shufang.activities.actions.registering.tell import tell
from shufang.activities.choices import Places, Stage, Way
from shufang.activities.models import Activity, Registration, Rules
from shufang.activities.models.registration import PHONE
from shufang.activities.news import Registered
from shufang.activities.queries.registering.party import Kid, Party, places_for
from shufang.activities.queries.registering.past import Earlier, earlier, with_family
from shufang.people.models import Household
from shufang.people.models.family import phone_print
from shufang.shared.announce import announce
from shufang.shared.secrets import blind, fingerprint, new_token, seal

__all__ = ["Kid", "Party", "register"]


def register(
    *,
    activity: Activity,
    party: Party,
    household: Household | None = None,
    phone: str = "",
    name: str = "",
    way: str = Way.WEB,
    actor: str = "family",
    answers: dict[str, Any] | None = None,
    photo: bool | None = None,
    language: str = "zh-hans",
    key: str = "",
) -> Registration:
    """Give the party its places, a number on the waiting list, or a number for the draw; with
    `party.beside`, places in the activities beside it, all or nothing.

    `phone` is clean (`people.phones`). `key` is the form's own: the same one of the same family or
    phone again gives the same registration. Refused (ValidationError with a code, in words that
    say what to do): see `refusals.py` and `limits.py`; "full" and "waiting_full"; "already", who
    has registered, with the first registration as `registration` in its params when it may be
    shown to the caller.
    """
    made = Registration(
        activity=activity,
        household=household,
        name=name[:40],
        way=way,
        adults=party.adults,
        children=len(party.kids),
        answers=answers or {},
        photo=photo,
        language=language,
        whole=party.whole,
        phone_print=phone_print(phone) if phone else "",
        phone_sealed=seal(phone, PHONE),
        last_four=phone[-4:],
    )
    made.token = _token(made, key)
    rules = refusals.open_rules(activity, by_staff=way == Way.STAFF)
    refusals.check_party(activity, rules, party)
    made.takes = places_for(activity, rules, party)
    if made.takes > rules.places:
        raise refusals.too_many(rules)
    past = _past_of(made, rules)
    try:
        corners = _ask_before(made, party, rules, past)
        with transaction.atomic():
            check_limits(activity, rules, household, made.phone_print, party)
            _write(made, party, corners, actor=actor)
    except IntegrityError:
        return already(made, party.kids, again=key != "")
    except ValidationError as refusal:
        if getattr(refusal, "code", "") in {"full", "waiting_full", "limit"}:
            first = already(made, party.kids, again=key != "", or_none=True)
            if first is not None:
                return first
        raise
    return made


def _past_of(made: Registration, rules: Rules) -> Earlier:
    """What they have had to do with activities until now; refused at once where no room is left,
    as for most in a rush, and where the number is a guardian's whose family has registered."""
    past = earlier(made)
    if not past.here:  # else the answer is what they have, looked for in the end
        refusals.check_room(rules, made.takes)
    past = with_family(made, past)
    if past.of_family is not None:
        raise of_family(past.of_family)
    return past


def _ask_before(made: Registration, party: Party, rules: Rules, past: Earlier) -> list[Activity]:
    """All that can be asked before the transaction; gives the activities beside this one."""
    made.first_time = not past.attended and bool(made.household_id or made.phone_print)
    if made.way != Way.STAFF:
        refusals.check_priority(made.activity, rules, made)
        if past.known or made.household is not None:  # a strike belongs to a registration
            refusals.check_paused(made.household, made.phone_print)
    return refusals.corners(made.activity, party)


def _write(made: Registration, party: Party, corners: list[Activity], *, actor: str) -> None:
    """Inside the transaction: seats in the order of the activities' keys, then rows and news."""
    beside = {corner.pk: _corner(made, corner, party) for corner in corners}
    for one in (made, *beside.values()):
        touch_month(one.activity)  # before the places: others wait for what comes after
    room = True
    for pk in sorted([made.activity_id, *beside]):
        room = _seat(beside.get(pk, made), may_wait=not beside) and room
    for registration in (made, *beside.values()):
        _save(registration, party if registration is made else Party(), actor=actor)
    if made.stage == Stage.WAITING:
        _promote_or_wait(made, room=room)
    for registration in (made, *beside.values()):
        tell(registration, "")
        announce(Registered(registration))


def _seat(registration: Registration, *, may_wait: bool) -> bool:
    """A stage and a number for a registration that is not yet in the database; False where it
    stands beyond the end of the waiting list."""
    rules: Rules = registration.activity.rules
    pk = registration.activity_id
    if rules.way == Places.DRAW and not _is_drawn(registration.activity):
        registration.stage, registration.number = Stage.APPLIED, seats.next_number(pk)
        return True
    number = seats.take(pk, registration.takes)
    if number is not None:
        registration.stage, registration.number = Stage.CONFIRMED, number
        return True
    if not may_wait:
        raise ValidationError(
            _("“%(title)s”的名额不够了，可以只报另一场。") % {"title": registration.activity.title},
            code="full",
        )
    registration.stage = Stage.WAITING
    registration.number, room = seats.wait(pk, registration.takes)
    return room


def _promote_or_wait(made: Registration, *, room: bool) -> None:
    """Who has just come may get what is free by the rule; else the list must have room."""
    for party in promote(made.activity, just_came=made):
        if party.pk == made.pk:
            made.refresh_from_db(fields=["stage", "version", "offered", "offered_until"])
            return
    if room:
        return
    raise refusals.full(made.activity.rules)


def _save(registration: Registration, party: Party, *, actor: str) -> None:
    registration.made_at = registration.changed_at = timezone.now()
    registration.save(force_insert=True)
    attend(registration, party)
    note(registration, "", actor=actor, touched=True)


def _corner(made: Registration, corner: Activity, party: Party) -> Registration:
    """The adults' own registration beside the children's."""
    return Registration(
        activity=corner,
        household=made.household,
        name=made.name,
        way=made.way,
        adults=party.adults,
        takes=places_for(corner, corner.rules, Party(party.adults)),
        language=made.language,
        phone_print=made.phone_print,
        phone_sealed=made.phone_sealed,
        last_four=made.last_four,
        first_time=made.first_time,
        photo=made.photo,
        token=fingerprint(f"{corner.pk} {made.token}"),
    )


def _is_drawn(activity: Activity) -> bool:
    """Whether its draw is over: whoever comes later stands at the end of the waiting list."""
    draw = getattr(activity, "draw", None)
    return draw is not None and draw.drawn_at is not None


def _token(made: Registration, key: str) -> str:
    """What the row's link is made of. With the form's key it is the same for the same form of the
    same family or phone at the same activity, so that a form sent twice can't register twice."""
    if not key:
        return fingerprint(new_token())
    who = f"household {made.household_id}" if made.household_id else f"phone {made.phone_print}"
    return fingerprint(blind(f"{made.activity_id} {who} {key}", "registration form"))
