"""Fewer people come than a party has registered."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from shufang.activities.actions.registering import refusals
from shufang.activities.models import Attendee, Registration
from shufang.activities.queries.registering.party import Party, kids_of, places_for


def shrink(
    registration: Registration,
    *,
    keep: Collection[int],
    adults: int | None,
    at_most: int,
) -> None:
    """Write a smaller party, checked like a new one; the places it holds are the caller's to give
    back. Refused ("party"): more places than `at_most`."""
    rules, activity = registration.activity.rules, registration.activity
    people = [who for who in registration.attendees.all() if who.pk in set(keep)]
    kids = kids_of(people)
    party = Party(adults=registration.adults if adults is None else adults, kids=kids)
    refusals.check_party(activity, rules, party)
    takes = places_for(activity, rules, party)
    if takes > at_most:
        raise ValidationError(
            ngettext("名额只有 %(n)s 个，请选谁来。", "名额只有 %(n)s 个，请选谁来。", at_most),
            code="party",
            params={"n": at_most},
        )
    Attendee.objects.filter(registration=registration, birth_year__isnull=False).exclude(
        pk__in=[who.pk for who in people]
    ).delete()
    registration.adults, registration.children = party.adults, len(kids)
    registration.takes = takes
    registration.save(update_fields=["adults", "children", "takes"])
