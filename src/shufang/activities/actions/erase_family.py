"""Erase everything personal that activities keep about a family."""

from collections.abc import Iterable
from contextlib import suppress

from django.db.models import Model, QuerySet
from django.utils import timezone

from shufang.activities.actions.registering.cancel import cancel_registration
from shufang.activities.choices import ALIVE, Permission, Stage
from shufang.activities.models import (
    Attendee,
    CheckIn,
    FamilyFeed,
    Photo,
    Registration,
    Step,
    Strike,
)
from shufang.activities.models.registration import PHONE
from shufang.activities.queries import family_data as own
from shufang.outbox.actions.forget import forget
from shufang.people.models import Child, Household
from shufang.shared.models import LogEntry, subject_key
from shufang.shared.secrets import BrokenSealError, fingerprint, new_token, unseal

GONE = "…"  # where one of the family's names stood in somebody's words


def erase_family(household: Household) -> None:
    """Names, numbers, nicknames, answers, links go; heads, stages, times and the household's number
    stay, so that every figure stays as it was. What was still to come is cancelled first, and its
    places go to those who wait.
    """
    names = _names(household)
    _cancel_what_is_to_come(household)
    registrations = list(own.registrations(household))
    check_ins, strikes = list(own.check_ins(household)), list(own.strikes(household))
    names |= {r.name for r in registrations} | {c.name for c in check_ins}
    names |= set(_attendees(registrations).values_list("nickname", flat=True))
    _forget_words(registrations, check_ins, strikes, names - {""})
    _forget_log([*registrations, *check_ins, *strikes], names - {""})
    _forget_people(registrations)
    _forget_addresses(registrations)
    for registration in registrations:
        _blank(registration)
    for check_in in check_ins:
        check_in.name = ""
    CheckIn.objects.bulk_update(check_ins, ["name"])
    Strike.objects.filter(pk__in=[s.pk for s in strikes]).update(phone_print="")
    own.watches(household).delete()
    FamilyFeed.objects.filter(household=household).delete()
    _forget_photos(household)


def forget_child(child: Child) -> None:
    """The child's name goes from the parties it was in; its age stays, for the figures."""
    Attendee.objects.filter(child=child).update(nickname="")


def _names(household: Household) -> set[str]:
    children = household.children.values_list("nickname", flat=True)
    guardians = list(household.guardians.all())
    phones = {guardian.phone for guardian in guardians}
    return {household.name, *(g.name for g in guardians), *children, *phones}


def _cancel_what_is_to_come(household: Household) -> None:
    """Whoever was signed in already has come: that stays."""
    today = timezone.localdate()
    for registration in own.registrations(household).filter(stage__in=ALIVE):
        registration.refresh_from_db()  # one beside another one may be cancelled with it
        late = registration.activity.day < today
        if registration.stage in ALIVE and registration.stage != Stage.ATTENDED and not late:
            cancel_registration(registration=registration, actor="family")


def _blank(registration: Registration) -> None:
    Registration.objects.filter(pk=registration.pk).update(
        name="",
        phone_sealed="",
        phone_print="",
        last_four="",
        answers={},
        photo=None,
        token=fingerprint(new_token()),
    )


def _attendees(registrations: list[Registration]) -> QuerySet[Attendee]:
    return Attendee.objects.filter(registration__in=[r.pk for r in registrations])


def _forget_people(registrations: list[Registration]) -> None:
    """Of a child the year of birth stays, for figures by age; January stands for every month."""
    people = _attendees(registrations)
    people.update(nickname="", child=None)
    people.filter(birth_month__isnull=False).update(birth_month=1)


def _forget_words(
    registrations: list[Registration],
    check_ins: list[CheckIn],
    strikes: list[Strike],
    names: set[str],
) -> None:
    """Reasons stay, for they are evidence, without the family's names in them."""
    steps = list(Step.objects.filter(registration__in=[r.pk for r in registrations]))
    for step in steps:
        step.reason, step.actor = without(step.reason, names), without(step.actor, names)
    Step.objects.bulk_update(steps, ["reason", "actor"])
    for check_in in check_ins:
        check_in.reason = without(check_in.reason, names)
        check_in.void_reason = without(check_in.void_reason, names)
    CheckIn.objects.bulk_update(check_ins, ["reason", "void_reason"])
    for strike in strikes:
        strike.appeal, strike.answer = "", without(strike.answer, names)
    Strike.objects.bulk_update(strikes, ["appeal", "answer"])


def _forget_log(rows: Iterable[Model], names: set[str]) -> None:
    keys = [subject_key(row) for row in rows]
    LogEntry.objects.filter(subject__in=keys).update(label="")
    for line in LogEntry.objects.filter(subject__in=keys):
        line.reason, line.detail = without(line.reason, names), {}
        line.save(update_fields=["reason", "detail"])


def _forget_addresses(registrations: list[Registration]) -> None:
    """Also of a number that staff typed, and that no guardian has."""
    for sealed in {registration.phone_sealed for registration in registrations} - {""}:
        with suppress(BrokenSealError):  # nobody can read it; it is emptied all the same
            forget(channel="sms", value=unseal(sealed, PHONE))


def _forget_photos(household: Household) -> None:
    """The link goes, and with the family's consent the permission to use the picture."""
    photos = Photo.objects.filter(households=household)
    for photo in photos:
        photo.households.remove(household)
        photo.permission = Permission.REFUSED
        photo.save(update_fields=["permission"])


def without(text: str, names: Iterable[str]) -> str:
    """The text with every one of these names taken out, the longest first."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, GONE)
    return text
